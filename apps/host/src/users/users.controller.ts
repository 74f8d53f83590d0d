import { Body, Controller, Inject, Req, Res } from '@nestjs/common';
import { routes, type Session } from '@patchbay/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config/config.js';
import { Api } from '../http/api.decorator.js';
import { CurrentCaller, type Caller } from '../http/caller.js';
import type { BodyOf } from '../http/input-types.js';
import { PasswordLinks } from './password-links.js';
import { originOf } from './request-origin.js';
import { clearSessionCookie, setSessionCookie } from './session-cookie.js';
import { UsersService } from './users.service.js';

/** How people come in and go. */
@Controller()
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly links: PasswordLinks,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Api(routes.setupState)
  async setupState(): Promise<{ needed: boolean }> {
    return { needed: await this.users.setupNeeded() };
  }

  @Api(routes.setup)
  async setUp(
    @Body() body: BodyOf<typeof routes.setup>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    return this.#withCookie(await this.users.setUp(body, originOf(request)), reply);
  }

  @Api(routes.login)
  async logIn(
    @Body() body: BodyOf<typeof routes.login>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    return this.#withCookie(await this.users.logIn(body.email, body.password, originOf(request)), reply);
  }

  @Api(routes.passwordChoose)
  async choosePassword(
    @Body() body: BodyOf<typeof routes.passwordChoose>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    return this.#withCookie(await this.links.choose(body.token, body.password, originOf(request)), reply);
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

  #withCookie(session: Session, reply: FastifyReply): Session {
    reply.header('set-cookie', setSessionCookie(session.token, this.config.webUrl));
    return session;
  }
}
