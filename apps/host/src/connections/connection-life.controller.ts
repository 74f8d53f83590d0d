import { Body, Controller, Param, Query } from '@nestjs/common';
import {
  routes,
  type ConnectionBulkAnswer,
  type ConnectionDetail,
  type ConnectionUsage,
  type DeliveryAnswer,
  type RotationAnswer,
} from '@patchbay/contracts';
import { Api } from '../http/api.decorator.js';
import { CurrentCaller, type Caller } from '../http/caller.js';
import type { AnswerOf, BodyOf, QueryOf } from '../http/input-types.js';
import { ConnectionBulk } from './connection-bulk.js';
import { ConnectionDelivery } from './connection-delivery.js';
import { ConnectionDuplicator } from './connection-duplicator.js';
import { ConnectionRotator } from './connection-rotator.js';
import { ConnectionSwitch } from './connection-switch.js';
import { ConnectionUsageReader } from './connection-usage.js';
import { SecretHistory } from './secret-history.js';

/** What happens to a connection between its creation and its end. */
@Controller()
export class ConnectionLifeController {
  constructor(
    private readonly switches: ConnectionSwitch,
    private readonly rotator: ConnectionRotator,
    private readonly secretHistory: SecretHistory,
    private readonly users: ConnectionUsageReader,
    private readonly duplicator: ConnectionDuplicator,
    private readonly delivery: ConnectionDelivery,
    private readonly many: ConnectionBulk,
  ) {}

  @Api(routes.connectionDisable)
  disable(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<ConnectionDetail> {
    return this.switches.disable(caller, id);
  }

  @Api(routes.connectionEnable)
  enable(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<ConnectionDetail> {
    return this.switches.enable(caller, id);
  }

  @Api(routes.connectionRevoke)
  revoke(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<ConnectionDetail> {
    return this.switches.revoke(caller, id);
  }

  @Api(routes.connectionRotate)
  rotate(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Query() query: QueryOf<typeof routes.connectionRotate>,
    @Body() body: BodyOf<typeof routes.connectionRotate>,
  ): Promise<RotationAnswer> {
    // Asked for in either place, a dry run must not commit.
    const dryRun = query.dryRun === true || body.dryRun === true;
    return this.rotator.rotate(caller, id, { ...body, dryRun });
  }

  @Api(routes.connectionSecretHistory)
  history(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Query() query: QueryOf<typeof routes.connectionSecretHistory>,
  ): Promise<AnswerOf<typeof routes.connectionSecretHistory, 200>> {
    return this.secretHistory.list(caller, id, query);
  }

  @Api(routes.connectionRollback)
  rollback(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Param('historyId') historyId: string,
  ): Promise<RotationAnswer> {
    return this.rotator.rollback(caller, id, historyId);
  }

  @Api(routes.connectionNotify)
  notify(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() message: BodyOf<typeof routes.connectionNotify>,
  ): Promise<DeliveryAnswer> {
    return this.delivery.deliver(caller, id, { kind: 'notify', message });
  }

  @Api(routes.connectionSendMessage)
  sendMessage(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() message: BodyOf<typeof routes.connectionSendMessage>,
  ): Promise<DeliveryAnswer> {
    return this.delivery.deliver(caller, id, { kind: 'sendMessage', message });
  }

  @Api(routes.connectionUsage)
  usage(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<ConnectionUsage> {
    return this.users.usage(caller, id);
  }

  @Api(routes.connectionBulk)
  bulk(
    @CurrentCaller() caller: Caller,
    @Body() body: BodyOf<typeof routes.connectionBulk>,
  ): Promise<ConnectionBulkAnswer> {
    return this.many.run(caller, body);
  }

  @Api(routes.connectionDuplicate)
  duplicate(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: BodyOf<typeof routes.connectionDuplicate>,
  ): Promise<ConnectionDetail> {
    return this.duplicator.duplicate(caller, id, body);
  }
}
