import { Injectable } from '@nestjs/common';
import type { RunHandlers } from '../runners/runner-pool.js';
import type { ActiveRun } from './active-run.js';
import { CredentialBroker } from './credential-broker.js';
import { PatternMemory } from './pattern-memory.js';
import { RefusedLogins } from './refused-logins.js';
import { RunRecorder } from './run-recorder.js';

/** Who hears what the steps of a run say, and answers what they ask. */
@Injectable()
export class StepQuestions {
  constructor(
    private readonly broker: CredentialBroker,
    private readonly memory: PatternMemory,
    private readonly recorder: RunRecorder,
    private readonly logins: RefusedLogins,
  ) {}

  of(run: ActiveRun): Pick<RunHandlers, 'onStep' | 'onLease' | 'onSecrets' | 'onMemory'> {
    return {
      onStep: (record) => {
        if (run.isOver) return;
        this.recorder.recordStep(run, run.addStep(record));
        this.logins.look(run, record);
      },
      onLease: (request) => this.broker.lease(run, request),
      onSecrets: (request) => this.broker.secrets(run, request),
      onMemory: (request) => this.memory.ask(run, request),
    };
  }
}
