import type { FieldProblem } from '@patchbay/errors';
import { FormatRegistry, Kind, type TSchema } from '@sinclair/typebox';
import { TypeCompiler, type TypeCheck } from '@sinclair/typebox/compiler';
import { Value, ValueErrorType } from '@sinclair/typebox/value';

FormatRegistry.Set('date-time', (text) => !Number.isNaN(Date.parse(text)));

export function compile(schema: TSchema): TypeCheck<TSchema> {
  return TypeCompiler.Compile(schema);
}

/** Query values arrive as text; only what the schema declares as number or boolean is converted. */
export function convertQuery(schema: TSchema, query: unknown): unknown {
  return Value.Default(schema, Value.Convert(schema, { ...(query as object) }));
}

/** Every wrong member once, in words that never repeat the value. */
export function problemsOf(check: TypeCheck<TSchema>, value: unknown, base: string): FieldProblem[] {
  if (check.Check(value)) return refuseUnstorable(check.Schema(), value, base);
  const problems = new Map<string, string>();
  for (const { path, message, schema, type } of check.Errors(value)) {
    const isUnknown = type === ValueErrorType.ObjectAdditionalProperties;
    if (!problems.has(path)) problems.set(path, isUnknown ? unknownMember : detailOf(message, schema));
    if (problems.size === mostProblems) break;
  }
  return [...problems].map(([pointer, detail]) => ({ pointer: `${base}${pointer}`, detail }));
}

/** What is said of a member that the contract does not name. */
export const unknownMember = 'Is not a member of this request';

const mostProblems = 100;

function detailOf(message: string, schema: TSchema): string {
  const choices = (schema.anyOf as { const?: string | number | boolean }[] | undefined)?.map(
    (choice) => choice.const,
  );
  return choices?.every((choice) => choice !== undefined) ? `Expected one of ${choices.join(', ')}` : message;
}

/** PostgreSQL cannot keep U+0000 in text, and half of a surrogate pair would come back as another character. */
function refuseUnstorable(schema: TSchema, value: unknown, base: string): FieldProblem[] {
  if (typeof value !== 'object' || value === null) return [];
  const declared = (schema.properties ?? {}) as Record<string, TSchema>;
  const wrong = Object.entries(value).filter(
    // What the schema leaves open is checked by whoever takes it: values of secrets are sealed, and may be any text.
    ([name, member]) =>
      typeof member === 'string' && declared[name]?.[Kind] !== 'Unknown' && unstorable.test(member),
  );
  return wrong.map(([name]) => ({
    pointer: `${base}/${name}`,
    detail: 'Contains a character that cannot be stored',
  }));
}

const unstorable = /\0|\p{Surrogate}/u;
