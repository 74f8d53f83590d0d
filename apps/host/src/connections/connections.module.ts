import { Module } from '@nestjs/common';
import { ProjectsModule } from '../projects/projects.module.js';
import { SecretsModule } from '../secrets/secrets.module.js';
import { CandidateTrials } from './candidate-trials.js';
import { ConnectionBulk } from './connection-bulk.js';
import { ConnectionChoices } from './connection-choices.js';
import { ConnectionChanger } from './connection-changer.js';
import { ConnectionDelivery } from './connection-delivery.js';
import { ConnectionDuplicator } from './connection-duplicator.js';
import { ConnectionFacets } from './connection-facets.js';
import { ConnectionLifeController } from './connection-life.controller.js';
import { ConnectionList } from './connection-list.js';
import { ConnectionMoves } from './connection-moves.js';
import { ConnectionModels } from './connection-models.js';
import { ConnectionOpener } from './connection-opener.js';
import { ConnectionProbe } from './connection-probe.js';
import { ConnectionRotator } from './connection-rotator.js';
import { ConnectionRows } from './connection-rows.js';
import { ConnectionSecrets } from './connection-secrets.js';
import { ConnectionSharesController } from './connection-shares.controller.js';
import { ConnectionShares } from './connection-shares.js';
import { ConnectionSwitch } from './connection-switch.js';
import { ConnectionTestsService } from './connection-tests.service.js';
import { ConnectionUsageReader } from './connection-usage.js';
import { ConnectionsController } from './connections.controller.js';
import { ConnectionsService } from './connections.service.js';
import { EventsModule } from './events.module.js';
import { NamedSecrets } from './named-secrets.js';
import { NewConnection } from './new-connection.js';
import { PersonalConnections } from './personal-connections.js';
import { Notifiers } from './notifiers.js';
import { RunnerClients } from './runner-clients.js';
import { SecretExchange } from './secret-exchange.js';
import { SecretHistory } from './secret-history.js';
import { SurroundingsReader } from './surroundings.js';
import { TestScheduler } from './test-scheduler.js';
import { TestTurns } from './test-turns.js';

@Module({
  imports: [EventsModule, ProjectsModule, SecretsModule],
  controllers: [ConnectionsController, ConnectionLifeController, ConnectionSharesController],
  providers: [
    ConnectionRows,
    ConnectionSecrets,
    ConnectionOpener,
    NamedSecrets,
    ConnectionChoices,
    ConnectionList,
    ConnectionFacets,
    ConnectionChanger,
    ConnectionTestsService,
    ConnectionsService,
    NewConnection,
    SurroundingsReader,
    ConnectionProbe,
    CandidateTrials,
    ConnectionModels,
    ConnectionSwitch,
    ConnectionRotator,
    SecretExchange,
    SecretHistory,
    ConnectionUsageReader,
    ConnectionDelivery,
    ConnectionDuplicator,
    ConnectionBulk,
    ConnectionMoves,
    ConnectionShares,
    PersonalConnections,
    RunnerClients,
    Notifiers,
    TestTurns,
    TestScheduler,
  ],
  exports: [
    ConnectionsService,
    EventsModule,
    ConnectionRows,
    PersonalConnections,
    ConnectionChanger,
    ConnectionOpener,
    NewConnection,
    TestScheduler,
    TestTurns,
    ConnectionTestsService,
  ],
})
export class ConnectionsModule {}
