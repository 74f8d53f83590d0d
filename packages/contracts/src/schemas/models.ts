import { type Static, Type } from '@sinclair/typebox';

/** A table, view, collection or file that a connection can read. */
export const ModelDescription = Type.Object(
  {
    schema: Type.Optional(Type.String()),
    name: Type.String(),
    kind: Type.Union([
      Type.Literal('table'),
      Type.Literal('view'),
      Type.Literal('collection'),
      Type.Literal('file'),
    ]),
    columns: Type.Optional(
      Type.Array(
        Type.Object({
          name: Type.String(),
          type: Type.String(),
          nullable: Type.Optional(Type.Boolean()),
        }),
      ),
    ),
  },
  { $id: 'Model' },
);
export type ModelDescription = Static<typeof ModelDescription>;

export const ModelList = Type.Object({
  models: Type.Array(ModelDescription),
  /** There are more, or some have more columns. */
  truncated: Type.Boolean(),
});
export type ModelList = Static<typeof ModelList>;

export const ModelQuery = Type.Object({
  /** One of the connection's `outputSchemas`, if it has any. */
  schema: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
});
