import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which host executes a run: what belongs to one that is gone is over. */
export class HostsOfRuns1760000680000 implements MigrationInterface {
  readonly name = 'HostsOfRuns1760000680000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Not `addColumn`: on SQLite that copies the whole table.
    await queryRunner.query(`ALTER TABLE "runs" ADD COLUMN "hostId" text NOT NULL DEFAULT ''`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "runs" DROP COLUMN "hostId"');
  }
}
