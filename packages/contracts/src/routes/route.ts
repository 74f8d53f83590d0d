import type { TSchema } from '@sinclair/typebox';

/**
 * `public` needs no login, `authenticated` a login alone; anything else is a permission of the caller's
 * role in the project. There is no default: an undeclared route does not exist.
 */
export type Permission =
  | 'public'
  | 'authenticated'
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
  /** Answers with server-sent events. */
  stream?: true;
}

/** Keeps each route's literal types, so that clients infer bodies and answers. */
export function defineRoutes<const T extends Record<string, Route>>(routes: T): T {
  return routes;
}
