import { Id, type Route } from '@patchbay/contracts';
import { PatchbayError, type FieldProblem } from '@patchbay/errors';
import { Type, type TSchema } from '@sinclair/typebox';
import type { TypeCheck } from '@sinclair/typebox/compiler';
import { compile, convertQuery, problemsOf, unknownMember } from './schemas.js';

/** The parts of a request that carry input; checked in place. */
export interface Input {
  params: unknown;
  query: unknown;
  body?: unknown;
}

/**
 * @throws PatchbayError `not-found` for an impossible id, `validation-failed` naming every wrong field of query
 * or body by JSON pointer, `unknown-member` when there is one: no caller sets what the contract does not name, such
 * as an owner, a hash or a time
 */
export function checkInput(route: Route, input: Input): void {
  const schemas = compiledFor(route);
  // What cannot be an id names nothing; a 422 here would tell existing from impossible.
  if (!schemas.params.Check(input.params)) throw new PatchbayError('not-found');
  input.query = convertQuery(schemas.querySchema, input.query);
  // Where every member may be left out, the body may be too.
  if (input.body === undefined && schemas.bodyIsOptional) input.body = {};
  const problems = [...problemsOf(schemas.query, input.query, ''), ...bodyProblems(schemas.body, input.body)];
  if (problems.length === 0) return;
  const hasUnknown = problems.some(({ detail }) => detail === unknownMember);
  throw new PatchbayError(hasUnknown ? 'unknown-member' : 'validation-failed', { errors: problems });
}

interface RouteSchemas {
  params: TypeCheck<TSchema>;
  querySchema: TSchema;
  query: TypeCheck<TSchema>;
  body: TypeCheck<TSchema> | undefined;
  bodyIsOptional: boolean;
}

const cache = new WeakMap<Route, RouteSchemas>();

function compiledFor(route: Route): RouteSchemas {
  const found = cache.get(route) ?? compileRoute(route);
  cache.set(route, found);
  return found;
}

function compileRoute(route: Route): RouteSchemas {
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const querySchema = { ...(route.query ?? Type.Object({})), additionalProperties: false };
  return {
    params: compile(Type.Object(Object.fromEntries(names.map((name) => [name, Id])))),
    querySchema,
    query: compile(querySchema),
    body: route.body === undefined ? undefined : compile(route.body),
    bodyIsOptional: route.body?.type === 'object' && route.body.required === undefined,
  };
}

function bodyProblems(schema: TypeCheck<TSchema> | undefined, body: unknown): FieldProblem[] {
  if (schema !== undefined) return problemsOf(schema, body, '');
  const isEmpty =
    body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0);
  return isEmpty ? [] : [{ pointer: '', detail: 'This route takes no body' }];
}
