import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tableOf } from './table-of.js';

/** Use-only sharing of connections, and what they may be used for. */
export class ConnectionAccess1760000330000 implements MigrationInterface {
  readonly name = 'ConnectionAccess1760000330000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(sharesTable());
    // Not `addColumn`: on SQLite that copies the whole table.
    await queryRunner.query('ALTER TABLE "connections" ADD COLUMN "restrictions" text');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "connections" DROP COLUMN "restrictions"');
    await queryRunner.dropTable(sharesTable());
  }
}

function sharesTable() {
  return tableOf('connection_shares', { connectionId: 'text!', userId: 'text!', createdAt: 'text' }, [
    { name: 'connection_shares_user', columnNames: ['userId'] },
  ]);
}
