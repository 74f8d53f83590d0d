import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tableOf } from './table-of.js';

/** Runs that were set aside until a time or a call. */
export class WaitingRuns1760000650000 implements MigrationInterface {
  readonly name = 'WaitingRuns1760000650000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(waitingTable());
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable(waitingTable());
  }
}

function waitingTable() {
  return tableOf(
    'waiting_runs',
    {
      runId: 'text!',
      projectId: 'text',
      patternId: 'text',
      nodeId: 'text',
      since: 'text',
      dueAt: 'text?',
      call: 'text?',
      tokenHashes: 'text',
      timeoutMs: 'integer',
      graph: 'text?',
      state: 'text',
    },
    [
      { name: 'waiting_runs_by_time', columnNames: ['dueAt'] },
      { name: 'waiting_runs_by_pattern', columnNames: ['patternId'] },
    ],
  );
}
