import { Body, Controller, Param, Query, Req, Res } from '@nestjs/common';
import { type Route, type RunDetail, type RunSummary, routes } from '@patchbay/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Api } from '../http/api.decorator.js';
import { type Caller, callerMay, CurrentCaller } from '../http/caller.js';
import type { AnswerOf, BodyOf, QueryOf } from '../http/input-types.js';
import type { ActiveRun } from './active-run.js';
import { EnvironmentsService } from '../secrets/environments.service.js';
import { SessionReader } from '../users/session-reader.js';
import { type MayStillRead, openEventStream } from './event-stream.js';
import { ActiveRuns } from './active-runs.js';
import { sendRecord, sendRunEvents } from './run-events.js';
import { RunsService } from './runs.service.js';
import { StoredRuns } from './stored-runs.js';
import { sendRunChanges } from './send-run-changes.js';

@Controller()
export class RunsController {
  constructor(
    private readonly runs: RunsService,
    private readonly stored: StoredRuns,
    private readonly environments: EnvironmentsService,
    private readonly active: ActiveRuns,
    private readonly sessions: SessionReader,
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
    return this.stored.list(caller, query);
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
    return this.stored.remove(caller, id);
  }

  @Api(routes.runEvents)
  async events(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const followed = await this.runs.follow(caller, id);
    const stream = openEventStream(reply, this.#mayStillRead(caller, request, routes.runEvents));
    if ('active' in followed) sendRunEvents(followed.active, this.active, stream);
    else sendRecord(followed.record, { active: this.active, projectId: caller.projectId }, stream);
  }

  @Api(routes.runChanges)
  follow(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const mayStillRead = this.#mayStillRead(caller, request, routes.runChanges);
    sendRunChanges(
      (onChange) => this.active.changes.follow(caller.projectId, onChange),
      openEventStream(reply, mayStillRead),
      mayStillRead,
    );
  }

  #mayStillRead({ projectId }: Caller, request: FastifyRequest, route: Route): MayStillRead {
    return async () => {
      const caller = await this.sessions.find(request, route, 'look').catch(() => undefined);
      return caller?.projectId === projectId && callerMay(caller, route.permission);
    };
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
