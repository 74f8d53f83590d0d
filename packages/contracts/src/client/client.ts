import { errorFromProblem, PatchbayError } from '@patchbay/errors';
import { routes, type RouteName } from '../routes/index.js';
import type { Route } from '../routes/route.js';
import type { ProblemDocument } from '../schemas/common.js';
import type { CallInput, CallOutput } from './types.js';

export interface TransportRequest {
  method: string;
  /** Path with query, below the server's root. */
  path: string;
  headers: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
  /** Is given the text of a successful answer as it arrives; the answer's own text is then empty. */
  onText?: (text: string) => void;
}

export interface TransportAnswer {
  status: number;
  text: string;
}

/** How a request reaches the server: fetch in a browser, a unix socket in the command line. */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>;

export interface Client {
  /** Calls a route by its name. Rejects with the PatchbayError that the server's problem document tells. */
  call<Name extends RouteName>(name: Name, input?: CallInput<Name>): Promise<CallOutput<Name>>;
  /** Calls a route that answers with lines, and hands each on; a transport that streams never holds them all. */
  lines<Name extends RouteName>(
    name: Name,
    input: CallInput<Name>,
    onLine: (line: string) => void,
  ): Promise<void>;
}

/** The typed client of the HTTP API. `headers` is asked before each call, so that a new token takes effect. */
export function createClient(
  transport: Transport,
  headers: () => Record<string, string> = () => ({}),
): Client {
  return {
    async call(name, input = {}) {
      const route: Route = routes[name];
      const answer = await transport(requestOf(route, input, headers()));
      return readAnswer(answer, route) as CallOutput<typeof name>;
    },
    async lines(name, input, onLine) {
      const route: Route = routes[name];
      const split = lineSplitter(onLine);
      const answer = await transport({ ...requestOf(route, input, headers()), onText: split.push });
      if (route.responses[answer.status] === undefined) readAnswer(answer, route);
      split.push(answer.text);
      split.end();
    },
  };
}

type AnyInput = { params?: Record<string, string>; query?: object; body?: unknown; signal?: AbortSignal };

function requestOf(
  route: Route,
  { params = {}, query = {}, body, signal }: AnyInput,
  headers: Record<string, string>,
): TransportRequest {
  return {
    method: route.method,
    path: `/api${fillPath(route.path, params)}${queryString(query as Record<string, unknown>)}`,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  };
}

/** Lines out of pieces that end anywhere. */
function lineSplitter(onLine: (line: string) => void): { push: (text: string) => void; end: () => void } {
  let rest = '';
  return {
    push: (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    },
    end: () => {
      if (rest !== '') onLine(rest);
    },
  };
}

function fillPath(path: string, params: Record<string, string>): string {
  return path.replaceAll(/:([A-Za-z]+)/g, (_match, name: string) => {
    const value = params[name];
    if (value === undefined || value === '')
      throw new PatchbayError('invalid-request', `The path needs "${name}"`);
    return encodeURIComponent(value);
  });
}

function queryString(query: Record<string, unknown>): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  if (pairs.length === 0) return '';
  return `?${new URLSearchParams(pairs.map(([key, value]): [string, string] => [key, String(value)])).toString()}`;
}

function readAnswer(answer: TransportAnswer, route: Route): unknown {
  const body = parseJson(answer.text);
  // A 503 of the health page is an answer, not a failure: the route declares it.
  const schema = route.responses[answer.status];
  if (schema === null || (schema !== undefined && body !== undefined)) return body;
  if (isProblem(body)) throw asError(body);
  if (schema === undefined && answer.status >= 300)
    throw new PatchbayError('internal', unexplained(answer.status));
  // The page of a proxy, or of a network that wants a login of its own, must not pass for what was asked for.
  throw new PatchbayError(
    'internal',
    'The answer is not one of Patchbay: something on the way answered instead',
  );
}

/** What a proxy says by a status alone. */
function unexplained(status: number): string {
  const said = `The server answered ${status} without saying why`;
  if (status === 429) return `${said}: there were too many requests. Wait a little, then try again`;
  if (status === 413) return `${said}: what was sent is too large`;
  if (status >= 502 && status <= 504) return `${said}: Patchbay may be starting. Try again in a moment`;
  return said;
}

/** Keeps further members too, such as the dependents of a connection and the id of the request. */
function asError(problem: ProblemDocument): PatchbayError {
  const {
    type: _type,
    title: _title,
    status: _status,
    code: _code,
    detail: _detail,
    errors: _errors,
    ...extra
  } = problem;
  const { code, detail, errors } = errorFromProblem(problem);
  return new PatchbayError(code, {
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
    extra,
  });
}

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isProblem(value: unknown): value is ProblemDocument {
  return (
    typeof value === 'object' && value !== null && typeof (value as { code?: unknown }).code === 'string'
  );
}
