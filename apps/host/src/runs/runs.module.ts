import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/connections.module.js';
import { InlineModule } from '../inline/inline.module.js';
import { SecretsModule } from '../secrets/secrets.module.js';
import { PatternsModule } from '../patterns/patterns.module.js';
import { RunFilesController } from '../run-files/run-files.controller.js';
import { RunFilesModule } from '../run-files/run-files.module.js';
import { UsersModule } from '../users/users.module.js';
import { LeftRuns } from '../waiting/left-runs.js';
import { RunResumer } from '../waiting/run-resumer.js';
import { WaitingRuns } from '../waiting/waiting-runs.js';
import { ActiveRuns } from './active-runs.js';
import { CredentialBroker } from './credential-broker.js';
import { PatternCalls } from './pattern-calls.js';
import { PatternMemory } from './pattern-memory.js';
import { PreviewsController } from './previews.controller.js';
import { PreviewsService } from './previews.service.js';
import { RefusedLogins } from './refused-logins.js';
import { RunLauncher } from './run-launcher.js';
import { RunRecorder } from './run-recorder.js';
import { RunRecovery } from './run-recovery.js';
import { RunsController } from './runs.controller.js';
import { RunsService } from './runs.service.js';
import { StoredRuns } from './stored-runs.js';
import { StarterRights } from './starter-rights.js';
import { StepQuestions } from './step-questions.js';

/** Executions: starting, leasing, recording, following, ending. */
@Module({
  imports: [PatternsModule, ConnectionsModule, InlineModule, SecretsModule, RunFilesModule, UsersModule],
  controllers: [RunsController, RunFilesController, PreviewsController],
  providers: [
    RunsService,
    PreviewsService,
    RunLauncher,
    RunRecorder,
    ActiveRuns,
    CredentialBroker,
    StarterRights,
    PatternCalls,
    RefusedLogins,
    PatternMemory,
    StepQuestions,
    WaitingRuns,
    LeftRuns,
    RunRecovery,
    StoredRuns,
    RunResumer,
  ],
  exports: [CredentialBroker, RunLauncher, RunRecorder, WaitingRuns, RunResumer],
})
export class RunsModule {}
