import { type Static, Type } from '@sinclair/typebox';
import { ListOf, ListQuery, Nullable } from './common.js';
import { PatternSummary } from './patterns.js';
import { LastRun } from './runs.js';

export const PatternListQuery = Type.Object({
  ...ListQuery,
  /** Words of the name or the description. */
  q: Type.Optional(Type.String({ maxLength: 200 })),
});

export const PatternListItem = Type.Object(
  { ...PatternSummary.properties, lastRun: Nullable(LastRun) },
  { $id: 'PatternListItem' },
);
export type PatternListItem = Static<typeof PatternListItem>;

export const PatternPage = ListOf(PatternListItem);
export type PatternPage = Static<typeof PatternPage>;
