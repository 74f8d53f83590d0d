import { Injectable } from '@nestjs/common';
import type { RunHandlers } from '../runners/runner-pool.js';
import type { ActiveRun } from './active-run.js';
import { CredentialBroker } from './credential-broker.js';
import { PatternMemory } from './pattern-memory.js';

/** Who answers what the steps of a run ask. */
@Injectable()
export class StepQuestions {
  constructor(
    private readonly broker: CredentialBroker,
    private readonly memory: PatternMemory,
  ) {}

  of(run: ActiveRun): Pick<RunHandlers, 'onLease' | 'onSecrets' | 'onMemory'> {
    return {
      onLease: (request) => this.broker.lease(run, request),
      onSecrets: (request) => this.broker.secrets(run, request),
      onMemory: (request) => this.memory.ask(run, request),
    };
  }
}
