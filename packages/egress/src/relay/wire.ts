import { isPatchbayError, PatchbayError, problems, type ProblemCode } from '@patchbay/errors';

import type { Purpose } from '../proxy/rules.js';
import { refused } from '../problems.js';
import type { Destination } from '../types.js';

/** What a process without a network asks of the relay, in one line of JSON before its first byte. */
export interface RelayRequest extends Destination {
  purpose: Purpose;
  /** Whose rule it wants to be judged by. A claim: it can give up what a connection permits, and gain nothing. */
  origin: 'connection' | 'pattern';
  timeoutMs: number;
}

/** The relay's line before the first byte of the destination. */
export type RelayAnswer =
  | {
      ok: true;
      /** All that the name led to, judged by the relay; none where a proxy resolves. */
      addresses: string[];
    }
  | { ok: false; code: ProblemCode; detail: string };

/** Bytes of a line, line feed included. The longest host name has 253. */
export const longestRequest = 1024;
/** A name may have many addresses, and a refusal quotes a host. */
export const longestAnswer = 16 * 1024;
const mostAddresses = 200;
const mostTimeoutMs = 120_000;

export function requestLine(request: RelayRequest): Buffer {
  return Buffer.from(`${JSON.stringify(request)}\n`);
}

/** Throws `egress-refused` without quoting anything. What it returns is of the right types, and not judged. */
export function parseRequest(line: Buffer): RelayRequest {
  const { host, port, purpose, origin, timeoutMs, ...rest } = objectOf(line);
  if (
    typeof host !== 'string' ||
    typeof port !== 'number' ||
    typeof timeoutMs !== 'number' ||
    !(timeoutMs > 0) ||
    !isPurpose(purpose) ||
    (origin !== 'connection' && origin !== 'pattern') ||
    Object.keys(rest).length > 0
  )
    throw refused(notUnderstood);
  return { host, port, purpose, origin, timeoutMs: Math.min(timeoutMs, mostTimeoutMs) };
}

export function answerLine(answer: RelayAnswer): Buffer {
  const bounded = answer.ok ? { ...answer, addresses: answer.addresses.slice(0, mostAddresses) } : answer;
  return Buffer.from(`${JSON.stringify(bounded)}\n`);
}

export function refusal(error: unknown): RelayAnswer {
  return isPatchbayError(error)
    ? { ok: false, code: error.code, detail: (error.detail ?? '').slice(0, 1000) }
    : { ok: false, code: 'connect-unreachable', detail: 'The connection could not be made.' };
}

/** The addresses; throws the problem that the relay gave instead. */
export function parseAnswer(line: Buffer): string[] {
  const { ok, addresses, code, detail } = objectOf(line);
  if (ok === true && Array.isArray(addresses) && addresses.every((each) => typeof each === 'string'))
    return addresses;
  if (ok === false && typeof code === 'string' && Object.hasOwn(problems, code) && typeof detail === 'string')
    throw new PatchbayError(code as ProblemCode, detail);
  throw refused(notUnderstood);
}

function objectOf(line: Buffer): Record<string, unknown> {
  try {
    // Fatal: two readers must not see two names in bytes that are no UTF-8.
    const found: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
    if (typeof found === 'object' && found !== null && !Array.isArray(found))
      return found as Record<string, unknown>;
  } catch {
    // Answered below, without a word of what was sent.
  }
  throw refused(notUnderstood);
}

function isPurpose(value: unknown): value is Purpose {
  return value === 'socket' || value === 'http:' || value === 'https:';
}

const notUnderstood = 'A line between a runner and the relay of its connections was not understood.';
