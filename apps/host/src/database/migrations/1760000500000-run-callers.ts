import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which run, and which step of it, called a run. */
export class RunCallers1760000500000 implements MigrationInterface {
  readonly name = 'RunCallers1760000500000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Not `addColumn`: on SQLite that copies the whole table.
    await queryRunner.query('ALTER TABLE "runs" ADD COLUMN "parentRunId" text');
    await queryRunner.query('ALTER TABLE "runs" ADD COLUMN "parentNodeId" text');
    await queryRunner.query('CREATE INDEX "runs_by_parent" ON "runs" ("parentRunId")');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX "runs_by_parent"');
    await queryRunner.query('ALTER TABLE "runs" DROP COLUMN "parentNodeId"');
    await queryRunner.query('ALTER TABLE "runs" DROP COLUMN "parentRunId"');
  }
}
