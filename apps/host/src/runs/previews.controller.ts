import { Body, Controller } from '@nestjs/common';
import { type PreviewAnswer, routes } from '@patchbay/contracts';
import { Api } from '../http/api.decorator.js';
import { type Caller, CurrentCaller } from '../http/caller.js';
import type { BodyOf } from '../http/input-types.js';
import { PreviewsService } from './previews.service.js';

@Controller()
export class PreviewsController {
  constructor(private readonly previews: PreviewsService) {}

  @Api(routes.expressionPreview)
  preview(
    @CurrentCaller() caller: Caller,
    @Body() body: BodyOf<typeof routes.expressionPreview>,
  ): Promise<PreviewAnswer> {
    return this.previews.preview(caller, body);
  }
}
