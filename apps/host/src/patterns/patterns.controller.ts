import { Body, Controller, Param, Query } from '@nestjs/common';
import { type PatternDetail, routes } from '@patchbay/contracts';
import { Api } from '../http/api.decorator.js';
import { type Caller, CurrentCaller } from '../http/caller.js';
import type { AnswerOf, BodyOf, QueryOf } from '../http/input-types.js';
import { PatternList } from './pattern-list.js';
import { PatternsService } from './patterns.service.js';

@Controller()
export class PatternsController {
  constructor(
    private readonly patterns: PatternsService,
    private readonly patternList: PatternList,
  ) {}

  @Api(routes.patternList)
  list(
    @CurrentCaller() caller: Caller,
    @Query() query: QueryOf<typeof routes.patternList>,
  ): Promise<AnswerOf<typeof routes.patternList, 200>> {
    return this.patternList.list(caller, query);
  }

  @Api(routes.patternCreate)
  create(
    @CurrentCaller() caller: Caller,
    @Body() body: BodyOf<typeof routes.patternCreate>,
  ): Promise<PatternDetail> {
    return this.patterns.create(caller, body);
  }

  @Api(routes.patternGet)
  get(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<PatternDetail> {
    return this.patterns.get(caller, id);
  }

  @Api(routes.patternPatch)
  patch(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: BodyOf<typeof routes.patternPatch>,
  ): Promise<PatternDetail> {
    return this.patterns.patch(caller, id, body);
  }

  @Api(routes.patternDelete)
  remove(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.patterns.remove(caller, id);
  }
}
