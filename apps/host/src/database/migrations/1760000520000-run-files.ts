import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tableOf } from './table-of.js';

/** What is known of the files that runs made. */
export class RunFiles1760000520000 implements MigrationInterface {
  readonly name = 'RunFiles1760000520000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(filesTable());
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable(filesTable());
  }
}

function filesTable() {
  return tableOf('run_files', {
    runId: 'text!',
    id: 'text!',
    mimeType: 'text',
    fileName: 'text?',
    size: 'integer',
  });
}
