import { type Static, Type } from '@sinclair/typebox';

/** How a webhook is answered from the last step. */
export const FinalAnswerSchema = Type.Object({
  /** Instead of 200. */
  status: Type.Optional(Type.Integer({ minimum: 200, maximum: 599 })),
  headers: Type.Optional(Type.Record(Type.String(), Type.String())),
  /** Absent: one item as an object, several as a list. */
  data: Type.Optional(
    Type.Union([
      Type.Literal('firstItem'),
      Type.Literal('allItems'),
      Type.Literal('file'),
      Type.Literal('nothing'),
    ]),
  ),
  /** The answer becomes an object with this member alone. */
  key: Type.Optional(Type.String({ maxLength: 200 })),
  /** Which file of the first item; absent where it has only one. */
  file: Type.Optional(Type.String({ maxLength: 200 })),
});
export type FinalAnswer = Static<typeof FinalAnswerSchema>;
