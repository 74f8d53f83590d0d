import { Body, Controller, Param, Query } from '@nestjs/common';
import { routes, type ApiTokenCreated } from '@patchbay/contracts';
import { Api } from '../http/api.decorator.js';
import { CurrentCaller, type Caller } from '../http/caller.js';
import type { AnswerOf, BodyOf, QueryOf } from '../http/input-types.js';
import { ApiTokensService } from './api-tokens.service.js';

@Controller()
export class ApiTokensController {
  constructor(private readonly tokens: ApiTokensService) {}

  @Api(routes.tokenList)
  list(
    @CurrentCaller() caller: Caller,
    @Query() query: QueryOf<typeof routes.tokenList>,
  ): Promise<AnswerOf<typeof routes.tokenList, 200>> {
    return this.tokens.list(caller, query);
  }

  @Api(routes.tokenCreate)
  create(
    @CurrentCaller() caller: Caller,
    @Body() body: BodyOf<typeof routes.tokenCreate>,
  ): Promise<ApiTokenCreated> {
    return this.tokens.create(caller, body);
  }

  @Api(routes.tokenDelete)
  revoke(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.tokens.revoke(caller, id);
  }
}
