import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tableOf } from './table-of.js';

/** Earlier secrets of connections, and when a connection was revoked. */
export class ConnectionLife1760000200000 implements MigrationInterface {
  readonly name = 'ConnectionLife1760000200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(historyTable());
    // Not `addColumn`: on SQLite that copies the whole table.
    await queryRunner.query('ALTER TABLE "connections" ADD COLUMN "revokedAt" text');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "connections" DROP COLUMN "revokedAt"');
    await queryRunner.dropTable(historyTable());
  }
}

function historyTable() {
  return tableOf(
    'connection_secret_history',
    {
      id: 'text!',
      connectionId: 'text',
      connectionVersion: 'integer',
      config: 'text',
      secretKeys: 'text',
      secretsSealed: 'text',
      replacedAt: 'text',
      actor: 'text',
      reason: 'text?',
      testStatus: 'text',
    },
    [{ name: 'connection_secret_history_connection', columnNames: ['connectionId', 'replacedAt', 'id'] }],
  );
}
