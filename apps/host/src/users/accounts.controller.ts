import { Body, Controller, Param, Query } from '@nestjs/common';
import { routes, type PasswordLink, type UserCreated, type UserDetail } from '@patchbay/contracts';
import { Api } from '../http/api.decorator.js';
import { CurrentCaller, type Caller } from '../http/caller.js';
import type { AnswerOf, BodyOf, QueryOf } from '../http/input-types.js';
import { AccountDeletion } from './account-deletion.js';
import { AccountsService } from './accounts.service.js';
import { PasswordLinks } from './password-links.js';

/** The users of the installation, for its administrators. */
@Controller()
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly links: PasswordLinks,
    private readonly deletion: AccountDeletion,
  ) {}

  @Api(routes.userList)
  list(@Query() query: QueryOf<typeof routes.userList>): Promise<AnswerOf<typeof routes.userList, 200>> {
    return this.accounts.list(query);
  }

  @Api(routes.userCreate)
  create(
    @CurrentCaller() caller: Caller,
    @Body() body: BodyOf<typeof routes.userCreate>,
  ): Promise<UserCreated> {
    return this.accounts.create(caller, body);
  }

  @Api(routes.userGet)
  get(@Param('id') id: string): Promise<UserDetail> {
    return this.accounts.get(id);
  }

  @Api(routes.userPatch)
  change(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: BodyOf<typeof routes.userPatch>,
  ): Promise<UserDetail> {
    return this.accounts.change(caller, id, body);
  }

  @Api(routes.userDisable)
  disable(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<UserDetail> {
    return this.accounts.disable(caller, id);
  }

  @Api(routes.userEnable)
  enable(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<UserDetail> {
    return this.accounts.enable(caller, id);
  }

  @Api(routes.userPasswordLink)
  passwordLink(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<PasswordLink> {
    return this.links.makeFor(caller, id);
  }

  @Api(routes.userDelete)
  delete(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Query() query: QueryOf<typeof routes.userDelete>,
  ): Promise<void> {
    return this.deletion.delete(caller, id, query.deletePersonalConnections === true);
  }
}
