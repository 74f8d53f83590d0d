import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tableOf } from './table-of.js';

/** Sealed credentials of nodes that bring their own. */
export class InlineSecrets1760000510000 implements MigrationInterface {
  readonly name = 'InlineSecrets1760000510000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(inlineTable());
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable(inlineTable());
  }
}

function inlineTable() {
  return tableOf(
    'inline_secrets',
    {
      id: 'text!',
      patternId: 'text',
      nodeId: 'text',
      slot: 'text',
      type: 'text',
      secretsSealed: 'text',
      createdAt: 'text',
    },
    [{ name: 'inline_secrets_pattern', columnNames: ['patternId'] }],
  );
}
