import type { FieldProblem } from '@patchbay/errors';
import { FormatRegistry, Kind, type TSchema } from '@sinclair/typebox';
import { TypeCompiler, type TypeCheck } from '@sinclair/typebox/compiler';
import { Value, type ValueError, ValueErrorType } from '@sinclair/typebox/value';

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
  for (const error of withinNullable(check.Errors(value))) {
    if (!problems.has(error.path)) problems.set(error.path, detailOf(error));
    if (problems.size === mostProblems) break;
  }
  return [...problems].map(([pointer, detail]) => ({ pointer: `${base}${pointer}`, detail }));
}

/** What is said of a member that the contract does not name. */
export const unknownMember = 'Is not a member of this request';

const mostProblems = 100;

/** What is wrong within a value that may be null too: of a union alone, the place of it would be told. */
function* withinNullable(errors: Iterable<ValueError>): Generator<ValueError> {
  for (const error of errors) {
    const [first, second, ...others] = (error.schema.anyOf ?? []) as TSchema[];
    const isNullable = first !== undefined && second?.type === 'null' && others.length === 0;
    if (isNullable && error.type === ValueErrorType.Union) yield* withinNullable(error.errors[0] ?? []);
    else yield error;
  }
}

function detailOf({ message, schema, type }: ValueError): string {
  if (type === ValueErrorType.ObjectAdditionalProperties) return unknownIn(schema);
  const choices = (schema.anyOf as { const?: string | number | boolean }[] | undefined)?.map(
    (choice) => choice.const,
  );
  return choices?.every((choice) => choice !== undefined) ? `Expected one of ${choices.join(', ')}` : message;
}

/** Where members have no fixed names, one that does not fit is named wrongly. */
function unknownIn({ patternProperties }: TSchema): string {
  if (patternProperties === undefined) return unknownMember;
  return `Expected a name that matches ${Object.keys(patternProperties as object).join(' or ')}`;
}

function refuseUnstorable(schema: TSchema, value: unknown, base: string): FieldProblem[] {
  if (typeof value !== 'object' || value === null) return [];
  const declared = (schema.properties ?? {}) as Record<string, TSchema>;
  const wrong = Object.entries(value).filter(
    // What the schema leaves open is checked by whoever takes it: values of secrets are sealed, and may be any text.
    ([name, member]) =>
      typeof member === 'string' && declared[name]?.[Kind] !== 'Unknown' && !isStorable(member),
  );
  return wrong.map(([name]) => ({
    pointer: `${base}/${name}`,
    detail: 'Contains a character that cannot be stored',
  }));
}

/** PostgreSQL cannot keep U+0000 in text, and half of a surrogate pair would come back as another character. */
export function isStorable(text: string): boolean {
  return !unstorable.test(text);
}

const unstorable = /\0|\p{Surrogate}/u;
