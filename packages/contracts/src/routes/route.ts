import type { TSchema } from '@sinclair/typebox';

/**
 * `public` needs no login, `authenticated` a login or token alone, `session` a person who logged in, `instance` an
 * administrator of the whole installation; anything else is a permission of the caller's role in the project, and
 * a token needs it among its scopes besides. There is no default: an undeclared route does not exist.
 */
export type Permission =
  | 'public'
  | 'authenticated'
  | 'session'
  | 'instance'
  | 'connector.read'
  | 'connector.edit'
  | 'pattern.read'
  | 'pattern.edit'
  | 'pattern.run'
  | 'secret.read'
  | 'secret.edit'
  | 'admin';

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api`, with `:name` for parameters. */
  path: string;
  permission: Permission;
  tag: string;
  summary: string;
  query?: TSchema;
  body?: TSchema;
  /** The answer by status. `null` is an answer without a body. */
  responses: Record<number, TSchema | null>;
  /** Limits attempts per caller and minute. */
  rateLimit?: number;
  /** Bytes of the body; 2 MiB when absent. */
  bodyLimit?: number;
  /** Answers with server-sent events. */
  stream?: true;
  /** Answers with one JSON text of the schema in each line. */
  lines?: true;
  /** The project that the permission is asked in is the path's `:id`, not that of the header. */
  projectFrom?: 'path';
  /** Answers with the bytes of a file. */
  download?: true;
}

/** Keeps each route's literal types, so that clients infer bodies and answers. */
export function defineRoutes<const T extends Record<string, Route>>(routes: T): T {
  return routes;
}
