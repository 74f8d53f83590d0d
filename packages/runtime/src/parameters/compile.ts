import { applyDefaults, isVisible, labelAt, secretReads, type Field, type FieldMap } from '@patchbay/fields';
import { Columns, type Cells, type Column } from '../expressions/columns.js';
import { createProgram, type Program } from '../expressions/program.js';
import { invalidParameter } from './problems.js';
import { ShapeCompiler, type Shape } from './shape.js';

export type Values = Readonly<Record<string, unknown>>;

/** The parameters of one node, walked once when the pattern is compiled. */
export interface NodeParameters {
  readonly columns: readonly Column[];
  /** What the form calls the place of a pointer. */
  readonly labelOf: (pointer: string) => string;
  /** The expressions that need the engine; undefined when every one is a plain read. */
  readonly program: Program | undefined;
  /** Some expression reads what another node gave. */
  readonly looksBack: boolean;
  /** The named secrets that its expressions read. */
  readonly secretNames: readonly string[];
  /** The values do not depend on the item. */
  readonly isConstant: boolean;
  /** The values for the item whose cells begin at `from`. Throws `parameter-invalid`. */
  build(cells: Cells, from: number): Values;
}

export function compileParameters(fields: FieldMap, given: Values): NodeParameters {
  const labelOf = (pointer: string) => labelAt(fields, pointer);
  const columns = new Columns();
  const compiler = new ShapeCompiler(columns, labelOf);
  const values = visible(fields, applyDefaults(fields, given));
  const shape = compileOrFail(() =>
    compiler.object(values, '', (key, value, pointer) =>
      compiler.value(value, pointer, Object.hasOwn(fields, key) ? fields[key] : undefined),
    ),
  );
  const required = Object.entries(fields).filter(([, field]) => field.required);

  const check = (built: Values): Values => {
    for (const [name, field] of required) {
      const value = Object.hasOwn(built, name) ? built[name] : undefined;
      if ((value === undefined || value === '') && isVisible(field, built)) {
        throw invalidParameter(field.displayName, `/${name}`, 'is required');
      }
    }
    return built;
  };
  const isConstant = 'constant' in shape;
  return {
    columns: columns.all,
    labelOf,
    ...createProgram(columns.all),
    secretNames: [...new Set(secretReads(values).flatMap(({ names }) => names))],
    isConstant,
    build: isConstant
      ? constant(shape.constant as Values, check)
      : (cells, from) => check(shape.build(cells, from) as Values),
  };
}

/** A mistake in one node shows at its step, so that the rest of the pattern can be tried meanwhile. */
function compileOrFail(compile: () => Shape): Shape {
  try {
    return compile();
  } catch (error) {
    return {
      build: () => {
        throw error;
      },
    };
  }
}

/** Shared by all runs, hence frozen: a node that writes into its parameters must not reach the next run. */
function constant(values: Values, check: (values: Values) => Values): () => Values {
  const frozen = deepFreeze(values);
  return () => check(frozen);
}

/** What a hidden field holds does not count, least of all an expression that fails. */
function visible(fields: FieldMap, values: Record<string, unknown>): Record<string, unknown> {
  const hidden = Object.keys(values).filter(
    (key) => Object.hasOwn(fields, key) && fields[key] && !isVisible(fields[key], values),
  );
  if (hidden.length === 0) return values;
  const shown = Object.fromEntries(Object.entries(values).filter(([key]) => !hidden.includes(key)));
  return {
    ...applyDefaults(Object.fromEntries(hidden.map((key) => [key, fields[key] as Field])), {}),
    ...shown,
  };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
