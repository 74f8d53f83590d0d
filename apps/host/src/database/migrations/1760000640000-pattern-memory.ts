import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tableOf } from './table-of.js';

/** What patterns remember from run to run. */
export class PatternMemory1760000640000 implements MigrationInterface {
  readonly name = 'PatternMemory1760000640000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(memoryTable());
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable(memoryTable());
  }
}

function memoryTable() {
  return tableOf(
    'pattern_memory',
    {
      patternId: 'text!',
      environment: 'text!',
      scope: 'text!',
      name: 'text!',
      projectId: 'text',
      value: 'text?',
      at: 'text',
    },
    [
      { name: 'pattern_memory_by_age', columnNames: ['patternId', 'environment', 'scope', 'at'] },
      { name: 'pattern_memory_by_project', columnNames: ['projectId', 'environment'] },
    ],
  );
}
