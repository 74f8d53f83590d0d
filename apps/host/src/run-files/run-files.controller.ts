import { Controller, Param, Res } from '@nestjs/common';
import { routes, type RunFileDescription } from '@patchbay/contracts';
import type { FastifyReply } from 'fastify';
import { Api } from '../http/api.decorator.js';
import { type Caller, CurrentCaller } from '../http/caller.js';
import { StoredRuns } from '../runs/stored-runs.js';
import { downloadHeaders } from './download-headers.js';
import { RunFilesService } from './run-files.service.js';

@Controller()
export class RunFilesController {
  constructor(
    private readonly runs: StoredRuns,
    private readonly files: RunFilesService,
  ) {}

  @Api(routes.runFileList)
  async list(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<RunFileDescription[]> {
    await this.runs.requireStored(caller, id);
    return this.files.list(id);
  }

  @Api(routes.runFileGet)
  async get(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Param('fileId') fileId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.runs.requireStored(caller, id);
    const { file, stream } = await this.files.open(id, fileId);
    await reply.headers(downloadHeaders(file)).send(stream);
  }
}
