import { Body, Controller, Inject, Param, Req, Res } from '@nestjs/common';
import { routes, type Me, type Session, type SessionSummary, type User } from '@patchbay/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config/config.js';
import { Api } from '../http/api.decorator.js';
import { CurrentCaller, permissionsOf, type Caller } from '../http/caller.js';
import type { BodyOf } from '../http/input-types.js';
import { Memberships } from '../projects/memberships.js';
import { OwnAccountService } from './own-account.service.js';
import { originOf } from './request-origin.js';
import { setSessionCookie } from './session-cookie.js';
import { csrfTokenOf, readCookie, sessionCookie } from './session-token.js';
import { UsersService } from './users.service.js';

/** What people see and change about themselves. */
@Controller()
export class OwnAccountController {
  constructor(
    private readonly users: UsersService,
    private readonly account: OwnAccountService,
    private readonly memberships: Memberships,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Api(routes.me)
  async me(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<Me> {
    const token = readCookie(request.headers.cookie, sessionCookie);
    const { role, projectId } = caller;
    return {
      user: caller.userId === undefined ? operator : await this.users.get(caller.userId),
      project: role === undefined ? null : { ...(await this.memberships.project(projectId)), role },
      permissions: permissionsOf(caller),
      // Only for pages that came with the cookie; a bearer token needs none.
      ...(token === undefined ? {} : { csrfToken: csrfTokenOf(token) }),
    };
  }

  @Api(routes.mePatch)
  rename(@CurrentCaller() caller: Caller, @Body() body: BodyOf<typeof routes.mePatch>): Promise<User> {
    return this.account.rename(idOf(caller), body.name);
  }

  @Api(routes.passwordChange)
  async changePassword(
    @CurrentCaller() caller: Caller,
    @Body() body: BodyOf<typeof routes.passwordChange>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const session = await this.account.changePassword(idOf(caller), body, originOf(request));
    reply.header('set-cookie', setSessionCookie(session.token, this.config.webUrl));
    return session;
  }

  @Api(routes.sessionList)
  sessions(@CurrentCaller() caller: Caller): Promise<SessionSummary[]> {
    return this.account.listSessions(idOf(caller), caller.sessionHash);
  }

  @Api(routes.sessionEnd)
  endSession(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.account.endSession(idOf(caller), id);
  }

  @Api(routes.sessionsEndOthers)
  endOtherSessions(@CurrentCaller() caller: Caller): Promise<void> {
    return this.account.endOtherSessions(idOf(caller), caller.sessionHash);
  }
}

/** A session is always somebody's. */
function idOf({ userId }: Caller): string {
  if (userId === undefined) throw new TypeError('A session without a user');
  return userId;
}

/** The owner of the data directory, who has no account. */
const operator: User = {
  id: 'operator',
  email: 'operator@localhost',
  name: 'Operator',
  instanceRole: 'admin',
  disabled: false,
  pending: false,
  createdAt: new Date(0).toISOString(),
};
