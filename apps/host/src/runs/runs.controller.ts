import { Body, Controller, Param, Query, Res } from '@nestjs/common';
import { type RunDetail, type RunSummary, routes } from '@patchbay/contracts';
import type { FastifyReply } from 'fastify';
import { Api } from '../http/api.decorator.js';
import { type Caller, CurrentCaller } from '../http/caller.js';
import type { AnswerOf, BodyOf, QueryOf } from '../http/input-types.js';
import type { ActiveRun } from './active-run.js';
import { EnvironmentsService } from '../secrets/environments.service.js';
import { sendRunEvents } from './run-events.js';
import { RunsService } from './runs.service.js';

@Controller()
export class RunsController {
  constructor(
    private readonly runs: RunsService,
    private readonly environments: EnvironmentsService,
  ) {}

  @Api(routes.patternRun)
  async start(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: BodyOf<typeof routes.patternRun>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RunDetail> {
    if (body.environment !== undefined) await this.environments.require(caller.projectId, body.environment);
    const run = await this.runs.start(caller, id, body);
    if (body.wait === true) return ended(run);
    reply.status(202);
    return run.detail();
  }

  @Api(routes.runList)
  list(
    @CurrentCaller() caller: Caller,
    @Query() query: QueryOf<typeof routes.runList>,
  ): Promise<AnswerOf<typeof routes.runList, 200>> {
    return this.runs.list(caller, query);
  }

  @Api(routes.runGet)
  get(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<RunDetail> {
    return this.runs.get(caller, id);
  }

  @Api(routes.runCancel)
  cancel(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<RunSummary> {
    return this.runs.cancel(caller, id);
  }

  @Api(routes.runDelete)
  remove(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.runs.remove(caller, id);
  }

  @Api(routes.runEvents)
  async events(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendRunEvents(await this.runs.follow(caller, id), reply);
  }
}

function ended(run: ActiveRun): Promise<RunDetail> {
  return new Promise((resolve) => {
    run.follow(
      () => undefined,
      () => resolve(run.detail()),
    );
  });
}
