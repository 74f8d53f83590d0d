import { Body, Controller, Param, Query } from '@nestjs/common';
import { routes, type Environment, type SecretDetail } from '@patchbay/contracts';
import { Api } from '../http/api.decorator.js';
import { CurrentCaller, type Caller } from '../http/caller.js';
import type { AnswerOf, BodyOf, QueryOf } from '../http/input-types.js';
import { EnvironmentsService } from './environments.service.js';
import { SecretViews } from './secret-view.js';
import { SecretsService } from './secrets.service.js';

@Controller()
export class SecretsController {
  constructor(
    private readonly environments: EnvironmentsService,
    private readonly secrets: SecretsService,
    private readonly views: SecretViews,
  ) {}

  @Api(routes.environmentList)
  listEnvironments(
    @CurrentCaller() caller: Caller,
    @Query() query: QueryOf<typeof routes.environmentList>,
  ): Promise<AnswerOf<typeof routes.environmentList, 200>> {
    return this.environments.list(caller, query);
  }

  @Api(routes.environmentCreate)
  createEnvironment(
    @CurrentCaller() caller: Caller,
    @Body() body: BodyOf<typeof routes.environmentCreate>,
  ): Promise<Environment> {
    return this.environments.create(caller, body);
  }

  @Api(routes.environmentDelete)
  deleteEnvironment(@CurrentCaller() caller: Caller, @Param('name') name: string): Promise<void> {
    return this.environments.delete(caller, name);
  }

  @Api(routes.secretList)
  list(
    @CurrentCaller() caller: Caller,
    @Query() query: QueryOf<typeof routes.secretList>,
  ): Promise<AnswerOf<typeof routes.secretList, 200>> {
    return this.views.list(caller, query);
  }

  @Api(routes.secretCreate)
  create(
    @CurrentCaller() caller: Caller,
    @Body() body: BodyOf<typeof routes.secretCreate>,
  ): Promise<SecretDetail> {
    return this.secrets.create(caller, body);
  }

  @Api(routes.secretGet)
  get(@CurrentCaller() caller: Caller, @Param('name') name: string): Promise<SecretDetail> {
    return this.secrets.get(caller, name);
  }

  @Api(routes.secretPatch)
  describe(
    @CurrentCaller() caller: Caller,
    @Param('name') name: string,
    @Body() body: BodyOf<typeof routes.secretPatch>,
  ): Promise<SecretDetail> {
    return this.secrets.describe(caller, name, body);
  }

  @Api(routes.secretDelete)
  delete(
    @CurrentCaller() caller: Caller,
    @Param('name') name: string,
    @Query() { detach }: QueryOf<typeof routes.secretDelete>,
  ): Promise<void> {
    return this.secrets.delete(caller, name, detach === true);
  }

  @Api(routes.secretValueSet)
  setValue(
    @CurrentCaller() caller: Caller,
    @Param('name') name: string,
    @Param('environment') environment: string,
    @Body() { value }: BodyOf<typeof routes.secretValueSet>,
  ): Promise<SecretDetail> {
    return this.secrets.setValue(caller, name, environment, value);
  }

  @Api(routes.secretValueDelete)
  removeValue(
    @CurrentCaller() caller: Caller,
    @Param('name') name: string,
    @Param('environment') environment: string,
  ): Promise<void> {
    return this.secrets.removeValue(caller, name, environment);
  }
}
