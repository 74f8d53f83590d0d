import { Module } from '@nestjs/common';
import { ConnectionChanger } from './connection-changer.js';
import { ConnectionDelivery } from './connection-delivery.js';
import { ConnectionDuplicator } from './connection-duplicator.js';
import { ConnectionEvents } from './connection-events.js';
import { ConnectionLifeController } from './connection-life.controller.js';
import { ConnectionList } from './connection-list.js';
import { ConnectionOpener } from './connection-opener.js';
import { ConnectionProbe } from './connection-probe.js';
import { ConnectionReplacer } from './connection-replacer.js';
import { ConnectionRotator } from './connection-rotator.js';
import { ConnectionRows } from './connection-rows.js';
import { ConnectionSecrets } from './connection-secrets.js';
import { ConnectionSwitch } from './connection-switch.js';
import { ConnectionTestsService } from './connection-tests.service.js';
import { ConnectionUsageReader } from './connection-usage.js';
import { ConnectionsController } from './connections.controller.js';
import { ConnectionsService } from './connections.service.js';
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
  controllers: [ConnectionsController, ConnectionLifeController],
  providers: [
    ConnectionRows,
    ConnectionSecrets,
    ConnectionOpener,
    ConnectionEvents,
    ConnectionList,
    ConnectionChanger,
    ConnectionTestsService,
    ConnectionsService,
    NewConnection,
    SurroundingsReader,
    ConnectionProbe,
    ConnectionSwitch,
    ConnectionRotator,
    SecretExchange,
    SecretHistory,
    ConnectionUsageReader,
    ConnectionDelivery,
    ConnectionDuplicator,
    ConnectionReplacer,
    PersonalConnections,
    RunnerClients,
    Notifiers,
    TestTurns,
    TestScheduler,
  ],
  exports: [
    ConnectionsService,
    ConnectionEvents,
    ConnectionRows,
    PersonalConnections,
    ConnectionChanger,
    ConnectionOpener,
    NewConnection,
    TestScheduler,
  ],
})
export class ConnectionsModule {}
