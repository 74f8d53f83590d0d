import { Readable } from 'node:stream';
import { Body, Controller, Query, Res } from '@nestjs/common';
import { routes, type AuditVerdict } from '@patchbay/contracts';
import type { FastifyReply } from 'fastify';
import { Api } from '../http/api.decorator.js';
import { CurrentCaller, type Caller } from '../http/caller.js';
import type { AnswerOf, BodyOf, QueryOf } from '../http/input-types.js';
import { AuditReader } from './audit-reader.js';

@Controller()
export class AuditController {
  constructor(private readonly reader: AuditReader) {}

  @Api(routes.auditList)
  list(
    @CurrentCaller() caller: Caller,
    @Query() query: QueryOf<typeof routes.auditList>,
  ): Promise<AnswerOf<typeof routes.auditList, 200>> {
    return this.reader.list(caller, query);
  }

  @Api(routes.auditExport)
  async export(
    @CurrentCaller() caller: Caller,
    @Query() query: QueryOf<typeof routes.auditExport>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const lines = this.reader.export(caller, query);
    // The first line before the answer begins: what is refused must be a problem document, not half a file.
    const first = await lines.next();
    const rest = async function* () {
      if (first.done !== true) yield first.value;
      yield* lines;
    };
    await reply
      .type('application/x-ndjson; charset=utf-8')
      .header('content-disposition', 'attachment; filename="audit.jsonl"')
      .send(Readable.from(rest()));
  }

  @Api(routes.auditVerify)
  verify(@Body() body: BodyOf<typeof routes.auditVerify>): Promise<AuditVerdict> {
    return this.reader.verify(body.expected);
  }
}
