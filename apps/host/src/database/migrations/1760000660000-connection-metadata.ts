import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Short texts by short names that people keep with a connection. */
export class ConnectionMetadata1760000660000 implements MigrationInterface {
  readonly name = 'ConnectionMetadata1760000660000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Not `addColumn`: on SQLite that copies the whole table.
    await queryRunner.query(`ALTER TABLE "connections" ADD COLUMN "metadata" text NOT NULL DEFAULT '{}'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "connections" DROP COLUMN "metadata"');
  }
}
