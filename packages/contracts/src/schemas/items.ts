import { type Static, Type } from '@sinclair/typebox';
import { JsonObject } from './common.js';

/** What flows between nodes. */
export const ItemSchema = Type.Object(
  {
    json: JsonObject,
    binary: Type.Optional(JsonObject),
    pairedItem: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);
export type RunItem = Static<typeof ItemSchema>;
