import { type Static, type TSchema, Type } from '@sinclair/typebox';

export const Id = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$' });
/** ISO 8601 in UTC, such as 2026-11-20T09:30:00.000Z. */
export const Timestamp = Type.String({ format: 'date-time' });
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const JsonObject = Type.Record(Type.String(), Type.Unknown());
export const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });

export const FieldProblem = Type.Object({ pointer: Type.String(), detail: Type.String() });

export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.Optional(Type.String()),
    requestId: Type.Optional(Type.String()),
    errors: Type.Optional(Type.Array(FieldProblem)),
  },
  { $id: 'Problem', additionalProperties: true },
);
export type ProblemDocument = Static<typeof Problem>;

export const ListQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
};

/** For addresses that a browser opens itself, which carry no header: the project that `X-Patchbay-Project` would name. */
export const ProjectQuery = { project: Type.Optional(Id) };

export function ListOf<T extends TSchema>(item: T) {
  return Type.Object({ items: Type.Array(item), nextCursor: Nullable(Type.String()) });
}
