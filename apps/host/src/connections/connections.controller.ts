import { Body, Controller, Param, Query } from '@nestjs/common';
import {
  routes,
  type ConnectionDetail,
  type ConnectionFacets as Facets,
  type ModelList,
  type TestAnswer,
} from '@patchbay/contracts';
import { Api } from '../http/api.decorator.js';
import { CurrentCaller, type Caller } from '../http/caller.js';
import type { AnswerOf, BodyOf, QueryOf } from '../http/input-types.js';
import { ConnectionChanger } from './connection-changer.js';
import { ConnectionFacets } from './connection-facets.js';
import { ConnectionList } from './connection-list.js';
import { ConnectionModels } from './connection-models.js';
import { ConnectionTestsService } from './connection-tests.service.js';
import { ConnectionsService } from './connections.service.js';
import { Notifiers } from './notifiers.js';

@Controller()
export class ConnectionsController {
  constructor(
    private readonly connections: ConnectionsService,
    private readonly changer: ConnectionChanger,
    private readonly lists: ConnectionList,
    private readonly facets: ConnectionFacets,
    private readonly tests: ConnectionTestsService,
    private readonly notifiers: Notifiers,
    private readonly readable: ConnectionModels,
  ) {}

  @Api(routes.connectionList)
  list(
    @CurrentCaller() caller: Caller,
    @Query() query: QueryOf<typeof routes.connectionList>,
  ): Promise<AnswerOf<typeof routes.connectionList, 200>> {
    return this.lists.list(caller, query);
  }

  @Api(routes.connectionFacets)
  narrowings(@CurrentCaller() caller: Caller): Promise<Facets> {
    return this.facets.of(caller);
  }

  @Api(routes.connectionCreate)
  async create(
    @CurrentCaller() caller: Caller,
    @Body() body: BodyOf<typeof routes.connectionCreate>,
  ): Promise<ConnectionDetail> {
    await this.notifiers.refuseUnfit(caller, body.notifyConnectionId);
    return this.connections.create(caller, body);
  }

  @Api(routes.connectionTestUnsaved)
  testUnsaved(
    @CurrentCaller() caller: Caller,
    @Body() body: BodyOf<typeof routes.connectionTestUnsaved>,
  ): Promise<TestAnswer> {
    return this.tests.testUnsaved(caller, body);
  }

  @Api(routes.connectionGet)
  get(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<ConnectionDetail> {
    return this.connections.get(caller, id);
  }

  @Api(routes.connectionPatch)
  async change(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: BodyOf<typeof routes.connectionPatch>,
  ): Promise<ConnectionDetail> {
    await this.notifiers.refuseUnfit(caller, body.notifyConnectionId);
    return this.changer.change(caller, id, body);
  }

  @Api(routes.connectionDelete)
  async delete(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Query() query: QueryOf<typeof routes.connectionDelete>,
  ): Promise<void> {
    await this.connections.delete(caller, id, query.detach ?? false);
  }

  @Api(routes.connectionTest)
  test(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Query() { environment }: QueryOf<typeof routes.connectionTest>,
  ): Promise<TestAnswer> {
    return this.tests.testSaved(caller, id, environment);
  }

  @Api(routes.connectionModels)
  models(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Query() query: QueryOf<typeof routes.connectionModels>,
  ): Promise<ModelList> {
    return this.readable.list(caller, id, query.schema);
  }

  @Api(routes.connectionTests)
  history(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Query() query: QueryOf<typeof routes.connectionTests>,
  ): Promise<AnswerOf<typeof routes.connectionTests, 200>> {
    return this.tests.history(caller, id, query);
  }
}
