import { Controller } from '@nestjs/common';
import { routes } from '@patchbay/contracts';
import { Api } from './api.decorator.js';
import { openApiDocument } from './openapi.js';

@Controller()
export class OpenApiController {
  #document: Record<string, unknown> | undefined;

  @Api(routes.openapi)
  openApi(): Record<string, unknown> {
    this.#document ??= openApiDocument();
    return this.#document;
  }
}
