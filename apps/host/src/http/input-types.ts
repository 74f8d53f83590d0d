import type { Route } from '@patchbay/contracts';
import type { Static, TSchema } from '@sinclair/typebox';

/** The checked body of a route, for a handler's `@Body()` parameter. */
export type BodyOf<R extends Route> = R extends { body: infer S extends TSchema } ? Static<S> : undefined;

/** The checked and converted query of a route, for a handler's `@Query()` parameter. */
export type QueryOf<R extends Route> = R extends { query: infer S extends TSchema }
  ? Static<S>
  : Record<string, never>;

/** What a handler answers with the given status. */
export type AnswerOf<R extends Route, S extends keyof R['responses']> = R['responses'][S] extends TSchema
  ? Static<R['responses'][S]>
  : undefined;
