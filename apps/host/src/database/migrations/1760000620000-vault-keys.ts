import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tableOf } from './table-of.js';

/** The terms of the master key that a rotation knows of. */
export class VaultKeys1760000620000 implements MigrationInterface {
  readonly name = 'VaultKeys1760000620000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(keysTable());
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable(keysTable());
  }
}

function keysTable() {
  return tableOf('vault_keys', {
    keyId: 'text!',
    state: 'text',
    keyCheck: 'text?',
    createdAt: 'text',
    activatedAt: 'text?',
    retiredAt: 'text?',
  });
}
