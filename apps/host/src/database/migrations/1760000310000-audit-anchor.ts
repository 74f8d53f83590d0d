import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tableOf } from './table-of.js';

/** Where the audit log ends, sealed. */
export class AuditAnchor1760000310000 implements MigrationInterface {
  readonly name = 'AuditAnchor1760000310000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(headTable());
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable(headTable());
  }
}

function headTable() {
  return tableOf('audit_head', { id: 'text!', sealed: 'text' });
}
