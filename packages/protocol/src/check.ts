/** The part of JSON Schema that the messages use. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

export type Check = (value: unknown) => boolean;

/**
 * Makes a check out of closures: no generated code, so that runners can do without `Function`, and without
 * TypeBox, whose import alone costs a runner 12 MB and 100 ms. Objects accept declared members only.
 */
export function compileCheck(schema: Schema): Check {
  if ('const' in schema) return (value) => value === schema.const;
  if (schema.anyOf) return any(schema.anyOf.map(compileCheck));
  const make = schema.type === undefined ? undefined : makers[schema.type];
  if (make) return make(schema);
  if (schema.type === undefined) return () => true;
  throw new TypeError(`There is no check for the schema type ${schema.type}.`);
}

const makers: Readonly<Record<string, (schema: Schema) => Check>> = {
  null: () => (value) => value === null,
  boolean: () => (value) => typeof value === 'boolean',
  number: numeric(Number.isFinite),
  integer: numeric(Number.isInteger),
  string: text,
  array: list,
  object: (schema) => (schema.patternProperties ? record(schema.patternProperties) : object(schema)),
};

function any(checks: readonly Check[]): Check {
  return (value) => checks.some((check) => check(value));
}

function numeric(isKind: (value: unknown) => boolean): (schema: Schema) => Check {
  return ({ minimum = -Infinity, maximum = Infinity }) =>
    (value) =>
      isKind(value) && (value as number) >= minimum && (value as number) <= maximum;
}

const formats: Readonly<Record<string, string>> = {
  'date-time': String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$`,
};

function text({ minLength = 0, maxLength = Infinity, pattern, format }: Schema): Check {
  const rule = pattern ?? (format === undefined ? undefined : formats[format]);
  if (format !== undefined && rule === undefined)
    throw new TypeError(`There is no check for the format ${format}.`);
  const expression = rule === undefined ? undefined : new RegExp(rule);
  return (value) =>
    typeof value === 'string' &&
    value.length >= minLength &&
    value.length <= maxLength &&
    (expression === undefined || expression.test(value));
}

function list({ items = {}, maxItems = Infinity }: Schema): Check {
  const check = compileCheck(items);
  return (value) => Array.isArray(value) && value.length <= maxItems && value.every(check);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A map: every member follows one schema, whatever its name. */
function record(patterns: Readonly<Record<string, Schema>>): Check {
  const [schema = {}] = Object.values(patterns);
  if (Object.keys(schema).length === 0) return isObject;
  const check = compileCheck(schema);
  return (value) => isObject(value) && Object.values(value).every(check);
}

function object({ properties = {}, required = [], additionalProperties }: Schema): Check {
  const checks = new Map(Object.entries(properties).map(([name, schema]) => [name, compileCheck(schema)]));
  return (value) => {
    if (!isObject(value)) return false;
    for (const name of required) if (!Object.hasOwn(value, name)) return false;
    for (const name of Object.keys(value)) {
      const check = checks.get(name);
      if (check ? !check(value[name]) : additionalProperties !== true) return false;
    }
    return true;
  };
}
