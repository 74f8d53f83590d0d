import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tableOf } from './table-of.js';

/** Patterns with their versions, live webhooks, runs with their steps. */
export class PatternsAndRuns1760000100000 implements MigrationInterface {
  readonly name = 'PatternsAndRuns1760000100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables()) await queryRunner.createTable(table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables().reverse()) await queryRunner.dropTable(table);
  }
}

function tables() {
  return [
    tableOf(
      'patterns',
      {
        id: 'text!',
        projectId: 'text',
        name: 'text',
        description: 'text',
        version: 'integer',
        activeVersion: 'integer?',
        graph: 'text',
        nodeCount: 'integer',
        createdBy: 'text?',
        createdAt: 'text',
        updatedAt: 'text',
      },
      [
        { name: 'patterns_name', columnNames: ['projectId', 'name'], isUnique: true },
        { name: 'patterns_created', columnNames: ['projectId', 'createdAt', 'id'] },
      ],
    ),
    tableOf('pattern_versions', {
      patternId: 'text!',
      version: 'integer!',
      graph: 'text',
      createdAt: 'text',
    }),
    tableOf(
      'webhooks',
      {
        id: 'text!',
        environment: 'text',
        method: 'text',
        path: 'text',
        projectId: 'text',
        patternId: 'text',
        patternVersion: 'integer',
        nodeId: 'text',
        respond: 'text',
        activatedBy: 'text?',
      },
      [
        { name: 'webhooks_address', columnNames: ['environment', 'method', 'path'], isUnique: true },
        { name: 'webhooks_pattern', columnNames: ['patternId'] },
      ],
    ),
    tableOf(
      'runs',
      {
        id: 'text!',
        projectId: 'text',
        patternId: 'text',
        patternName: 'text',
        patternVersion: 'integer',
        environment: 'text',
        trigger: 'text',
        status: 'text',
        startedAt: 'text',
        finishedAt: 'text?',
        durationMs: 'integer?',
        error: 'text?',
        startedBy: 'text?',
      },
      [
        { name: 'runs_by_project', columnNames: ['projectId', 'startedAt', 'id'] },
        { name: 'runs_by_pattern', columnNames: ['patternId', 'startedAt'] },
        { name: 'runs_by_status', columnNames: ['status'] },
      ],
    ),
    tableOf('run_steps', { runId: 'text!', position: 'integer!', record: 'text' }),
  ];
}
