import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tableOf } from './table-of.js';

/** Tests that happen by themselves, and leases by which one host of several does them. */
export class ScheduledTests1760000600000 implements MigrationInterface {
  readonly name = 'ScheduledTests1760000600000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(leases());
    // Not `addColumn`: on SQLite that copies the whole table.
    const add = (column: string) => queryRunner.query(`ALTER TABLE ${column}`);
    await add(`"connections" ADD COLUMN "testSchedule" text NOT NULL DEFAULT 'off'`);
    await add('"connections" ADD COLUMN "nextTestAt" text');
    await add('"connections" ADD COLUMN "notifyConnectionId" text');
    await add(`"connection_tests" ADD COLUMN "trigger" text NOT NULL DEFAULT 'manual'`);
    await queryRunner.query('CREATE INDEX "connections_next_test" ON "connections" ("nextTestAt")');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX "connections_next_test"');
    await queryRunner.query('ALTER TABLE "connection_tests" DROP COLUMN "trigger"');
    for (const column of ['notifyConnectionId', 'nextTestAt', 'testSchedule'])
      await queryRunner.query(`ALTER TABLE "connections" DROP COLUMN "${column}"`);
    await queryRunner.dropTable(leases());
  }
}

function leases() {
  return tableOf('host_leases', { name: 'text!', holder: 'text', expiresAt: 'text' });
}
