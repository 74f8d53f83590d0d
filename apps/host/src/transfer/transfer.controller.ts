import { Body, Controller } from '@nestjs/common';
import {
  routes,
  type ExportFile,
  type ImportAnswer,
  type ImportPlan,
  type SmartPasteAnswer,
} from '@patchbay/contracts';
import { Api } from '../http/api.decorator.js';
import { CurrentCaller, type Caller } from '../http/caller.js';
import type { BodyOf } from '../http/input-types.js';
import { ConnectionExporter } from './exporter.js';
import { ConnectionImporter } from './importer.js';
import { SmartPaste } from './smart-paste.js';

@Controller()
export class TransferController {
  constructor(
    private readonly exporter: ConnectionExporter,
    private readonly importer: ConnectionImporter,
    private readonly paste: SmartPaste,
  ) {}

  @Api(routes.connectionExport)
  export(
    @CurrentCaller() caller: Caller,
    @Body() body: BodyOf<typeof routes.connectionExport>,
  ): Promise<ExportFile> {
    return this.exporter.plain(caller, body.ids);
  }

  @Api(routes.connectionExportSealed)
  exportSealed(
    @CurrentCaller() caller: Caller,
    @Body() body: BodyOf<typeof routes.connectionExportSealed>,
  ): Promise<ExportFile> {
    return this.exporter.sealed(caller, body.ids, body.passphrase);
  }

  @Api(routes.connectionImportPlan)
  plan(
    @CurrentCaller() caller: Caller,
    @Body() body: BodyOf<typeof routes.connectionImportPlan>,
  ): Promise<ImportPlan> {
    return this.importer.plan(caller, body);
  }

  @Api(routes.connectionImport)
  import(
    @CurrentCaller() caller: Caller,
    @Body() body: BodyOf<typeof routes.connectionImport>,
  ): Promise<ImportAnswer> {
    return this.importer.apply(caller, body);
  }

  @Api(routes.connectionSmartPaste)
  smartPaste(@Body() body: BodyOf<typeof routes.connectionSmartPaste>): SmartPasteAnswer {
    return this.paste.read(body.text);
  }
}
