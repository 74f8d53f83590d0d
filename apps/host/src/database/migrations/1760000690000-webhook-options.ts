import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a webhook trigger asks of its callers, and how it answers. What is live already asks for nothing. */
export class WebhookOptions1760000690000 implements MigrationInterface {
  readonly name = 'WebhookOptions1760000690000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Not `addColumn`: on SQLite that copies the whole table.
    await queryRunner.query('ALTER TABLE "webhooks" ADD COLUMN "options" text');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "webhooks" DROP COLUMN "options"');
  }
}
