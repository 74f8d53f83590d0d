import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { isPatchbayError, PatchbayError, type ProblemCode } from '@patchbay/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Log } from '../logging/log.js';

/** Answers every failure as `application/problem+json`; what nobody foresaw is logged and reveals nothing. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    sendProblem(this.#toPatchbayError(error, request), request, http.getResponse<FastifyReply>());
  }

  #toPatchbayError(error: unknown, request: FastifyRequest): PatchbayError {
    const known = knownError(error);
    if (known !== undefined) return known;
    const fields = { requestId: request.id, method: request.method, route: request.routeOptions.url };
    this.log.error('A request failed', error, fields);
    return new PatchbayError('internal');
  }
}

export function sendProblem(error: PatchbayError, request: FastifyRequest, reply: FastifyReply): void {
  const { retryAfter } = error.extra ?? {};
  if (typeof retryAfter === 'number') void reply.header('retry-after', retryAfter);
  if (error.code === 'unauthenticated') void reply.header('www-authenticate', 'Bearer');
  void reply.status(error.status).type('application/problem+json').send(error.toProblem(request.id));
}

function knownError(error: unknown): PatchbayError | undefined {
  if (isPatchbayError(error)) return error;
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown };
  if (error instanceof HttpException) return fromStatus(error.getStatus());
  if (typeof code === 'string' && Object.hasOwn(fastifyProblems, code))
    return new PatchbayError(fastifyProblems[code] ?? 'internal');
  return typeof statusCode === 'number' ? fromStatus(statusCode) : undefined;
}

/** Fastify's own names where a status alone says too little. */
const fastifyProblems: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed-json',
};

const byStatus: Readonly<Record<number, ProblemCode>> = {
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'payload-too-large',
  415: 'unsupported-media-type',
};

function fromStatus(status: number): PatchbayError | undefined {
  if (status < 400 || status >= 500) return undefined;
  return new PatchbayError(byStatus[status] ?? 'invalid-request');
}
