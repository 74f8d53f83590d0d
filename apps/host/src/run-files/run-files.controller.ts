import { Controller, Param, Res } from '@nestjs/common';
import { routes, type RunFileDescription } from '@patchbay/contracts';
import type { FastifyReply } from 'fastify';
import { Api } from '../http/api.decorator.js';
import { type Caller, CurrentCaller } from '../http/caller.js';
import { StoredRuns } from '../runs/stored-runs.js';
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

/**
 * A file may be a page or a drawing with a script, made of what a stranger sent: it is saved, never shown, and if it is
 * shown all the same, then without scripts and as of no origin.
 */
export function downloadHeaders({
  mimeType,
  fileName = 'file',
  size,
}: RunFileDescription): Record<string, string> {
  const plain = fileName.replaceAll(/[^\w .()-]/gu, '_');
  return {
    'content-type': /^[\w.+-]+\/[\w.+-]+$/u.test(mimeType) ? mimeType : 'application/octet-stream',
    'content-length': String(size),
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encoded(fileName)}`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  };
}

/** As RFC 8187 has it. Through bytes, as a lone half of a character cannot be encoded. */
function encoded(name: string): string {
  return encodeURIComponent(Buffer.from(name).toString()).replaceAll(
    /['()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
}
