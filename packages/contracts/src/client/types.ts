import type { Static, TSchema } from '@sinclair/typebox';
import type { routes, RouteName } from '../routes/index.js';

type Routes = typeof routes;
type SchemaOf<R, Key extends string> = R extends Record<Key, infer S extends TSchema> ? Static<S> : undefined;
type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** What a call of this route takes besides its name. */
export type CallInput<Name extends RouteName> = {
  params?: Record<ParamNames<Routes[Name]['path']>, string>;
  query?: Partial<NonNullable<SchemaOf<Routes[Name], 'query'>>>;
  body?: SchemaOf<Routes[Name], 'body'>;
  signal?: AbortSignal;
};

type Success<Responses> = {
  [Status in keyof Responses]: Status extends 200 | 201 | 202
    ? Responses[Status] extends TSchema
      ? Static<Responses[Status]>
      : undefined
    : never;
}[keyof Responses];

/** The body of a successful answer; `undefined` for 204. */
export type CallOutput<Name extends RouteName> = [Success<Routes[Name]['responses']>] extends [never]
  ? undefined
  : Success<Routes[Name]['responses']>;
