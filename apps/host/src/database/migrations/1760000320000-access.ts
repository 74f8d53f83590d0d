import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tableOf } from './table-of.js';

/** Roles in the installation, API tokens, links by which a password is chosen. */
export class Access1760000320000 implements MigrationInterface {
  readonly name = 'Access1760000320000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables()) await queryRunner.createTable(table);
    // Not `addColumn`: on SQLite that copies the whole table.
    await queryRunner.query(`ALTER TABLE "users" ADD COLUMN "instanceRole" text NOT NULL DEFAULT 'member'`);
    await queryRunner.query('ALTER TABLE "sessions" ADD COLUMN "userAgent" text');
    // Until now, whoever administered the default project could do everything there was.
    await queryRunner.query(`UPDATE "users" SET "instanceRole" = 'admin' WHERE "id" IN (
      SELECT m."userId" FROM "project_members" m JOIN "projects" p ON p."id" = m."projectId" AND p."isDefault"
      WHERE m."role" = 'admin')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "sessions" DROP COLUMN "userAgent"');
    await queryRunner.query('ALTER TABLE "users" DROP COLUMN "instanceRole"');
    for (const table of tables().reverse()) await queryRunner.dropTable(table);
  }
}

function tables() {
  return [
    tableOf(
      'api_tokens',
      {
        id: 'text!',
        tokenHash: 'text',
        prefix: 'text',
        userId: 'text',
        projectId: 'text?',
        name: 'text',
        scopes: 'text',
        createdAt: 'text',
        expiresAt: 'text?',
        lastUsedAt: 'text?',
      },
      [
        { name: 'api_tokens_hash', columnNames: ['tokenHash'], isUnique: true },
        { name: 'api_tokens_user', columnNames: ['userId', 'createdAt', 'id'] },
      ],
    ),
    tableOf('password_links', { tokenHash: 'text!', userId: 'text', createdAt: 'text', expiresAt: 'text' }, [
      { name: 'password_links_user', columnNames: ['userId'] },
    ]),
  ];
}
