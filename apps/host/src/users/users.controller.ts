import { Body, Controller, Inject, Req, Res } from '@nestjs/common';
import { rolePermissions, routes, type Me, type Session } from '@patchbay/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config/config.js';
import { Api } from '../http/api.decorator.js';
import { CurrentCaller, type Caller } from '../http/caller.js';
import type { BodyOf } from '../http/input-types.js';
import { Memberships } from '../projects/memberships.js';
import { clearSessionCookie, setSessionCookie } from './session-cookie.js';
import { csrfTokenOf, readCookie, sessionCookie } from './session-token.js';
import { UsersService } from './users.service.js';

@Controller()
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly memberships: Memberships,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Api(routes.setupState)
  async setupState(): Promise<{ needed: boolean }> {
    return { needed: await this.users.setupNeeded() };
  }

  @Api(routes.setup)
  async setUp(
    @Body() body: BodyOf<typeof routes.setup>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    return this.#withCookie(await this.users.setUp(body), reply);
  }

  @Api(routes.login)
  async logIn(
    @Body() body: BodyOf<typeof routes.login>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    return this.#withCookie(await this.users.logIn(body.email, body.password), reply);
  }

  @Api(routes.logout)
  async logOut(
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (caller.userId !== undefined && caller.sessionHash !== undefined)
      await this.users.logOut(caller.userId, caller.sessionHash);
    reply.header('set-cookie', clearSessionCookie(this.config.webUrl));
  }

  @Api(routes.me)
  async me(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<Me> {
    const token = readCookie(request.headers.cookie, sessionCookie);
    return {
      user: caller.userId === undefined ? operator : await this.users.get(caller.userId),
      project: { ...(await this.memberships.project(caller.projectId)), role: caller.role },
      permissions: [...rolePermissions[caller.role]],
      // Only for pages that came with the cookie; a bearer token needs none.
      ...(token === undefined ? {} : { csrfToken: csrfTokenOf(token) }),
    };
  }

  #withCookie(session: Session, reply: FastifyReply): Session {
    reply.header('set-cookie', setSessionCookie(session.token, this.config.webUrl));
    return session;
  }
}

/** The owner of the data directory, who has no account. */
const operator = {
  id: 'operator',
  email: 'operator@localhost',
  name: 'Operator',
  createdAt: new Date(0).toISOString(),
};
