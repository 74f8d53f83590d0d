import type { JsonValue } from '@patchbay/fields';
import type { Item } from '@patchbay/plugin-sdk';
import type { CompiledNode } from '../graph/types.js';
import type { GuestFailure } from '../sandbox/guest-types.js';
import { SandboxStopped, type Sandbox } from '../sandbox/sandbox.js';
import { Stopwatch } from '../sandbox/stopwatch.js';
import type { Cells } from './columns.js';
import { crossingItems } from './crossing-items.js';
import { expressionFailed, expressionStopped, type Place } from './problems.js';
import type { Program } from './program.js';

/** A crossing ends itself after this many milliseconds, so that each evaluation has its own limit. */
const sliceMs = 50;
/** For all items of a step together: nothing else happens in this process meanwhile. */
const totalMs = 5_000;

export interface Crossing {
  readonly node: CompiledNode;
  readonly program: Program;
  /** Opens a context in which nobody has been before. */
  readonly enter: () => Sandbox;
  readonly facts: Readonly<Record<string, unknown>>;
  /** How many items of the step came before those of this crossing. */
  readonly offset: number;
  /** Keeps the context from one batch of a step to the next, as long as nobody else has used the engine. */
  readonly visit: Visit;
}

export interface Visit {
  sandbox?: Sandbox;
}

/**
 * The values of a program's columns for the items `from` … `to` (exclusive), item by item, in as few crossings as
 * possible. Throws `expression-failed` or `expression-timeout`.
 */
export function evaluateProgram(crossing: Crossing, items: readonly Item[], from: number, to: number): Cells {
  const { node, program, offset } = crossing;
  const watch = new Stopwatch();
  let cells: Cells = [];
  try {
    const sandbox = begun(crossing);
    for (let at = from; at < to; at = from + cells.length / program.columns.length) {
      if (watch.isOver(totalMs))
        throw expressionStopped(node, program, 'total', { column: 0, item: offset + at });
      const answer = sandbox.run(crossingItems(items, program.keys, at, to), offset + at, sliceMs);
      const more = cellsOf(crossing, answer);
      cells = cells.length > 0 ? cells.concat(more) : more;
    }
  } catch (error) {
    if (!(error instanceof SandboxStopped)) throw error;
    const place = error.place === undefined ? undefined : (JSON.parse(error.place) as Place);
    throw expressionStopped(node, program, error.reason, place);
  }
  return cells;
}

function begun({ node, program, facts, enter, visit }: Crossing): Sandbox {
  if (visit.sandbox?.isValid && program.isSelfContained) return visit.sandbox;
  const sandbox = enter();
  const failure = sandbox.begin(facts, program);
  if (failure) throw expressionFailed(node, program, JSON.parse(failure) as GuestFailure);
  visit.sandbox = sandbox;
  return sandbox;
}

function cellsOf({ node, program }: Crossing, answer: string): Cells {
  const result = JSON.parse(answer) as JsonValue[] | GuestFailure;
  if (!Array.isArray(result)) throw expressionFailed(node, program, result);
  return result;
}
