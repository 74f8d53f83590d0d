import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When people were told that a connection fails its scheduled tests. */
export class AnnouncedFailures1760000630000 implements MigrationInterface {
  readonly name = 'AnnouncedFailures1760000630000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "connections" ADD COLUMN "failureAnnouncedAt" text');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "connections" DROP COLUMN "failureAnnouncedAt"');
  }
}
