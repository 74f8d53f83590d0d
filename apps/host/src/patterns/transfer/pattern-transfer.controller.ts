import { Body, Controller, Param } from '@nestjs/common';
import { routes, type PatternFile, type PatternImportAnswer } from '@patchbay/contracts';
import { Api } from '../../http/api.decorator.js';
import { CurrentCaller, type Caller } from '../../http/caller.js';
import type { BodyOf } from '../../http/input-types.js';
import { PatternExporter } from './pattern-exporter.js';
import { PatternImporter } from './pattern-importer.js';

@Controller()
export class PatternTransferController {
  constructor(
    private readonly exporter: PatternExporter,
    private readonly importer: PatternImporter,
  ) {}

  @Api(routes.patternImport)
  import(
    @CurrentCaller() caller: Caller,
    @Body() body: BodyOf<typeof routes.patternImport>,
  ): Promise<PatternImportAnswer> {
    return this.importer.import(caller, body);
  }

  @Api(routes.patternExport)
  export(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<PatternFile> {
    return this.exporter.export(caller, id);
  }
}
