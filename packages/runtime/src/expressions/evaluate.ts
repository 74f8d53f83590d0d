import type { JsonValue } from '@patchbay/fields';
import type { Item } from '@patchbay/plugin-sdk';
import type { CompiledNode } from '../graph/types.js';
import type { GuestFailure, GuestRows } from '../sandbox/guest-types.js';
import { SandboxStopped, type Sandbox } from '../sandbox/sandbox.js';
import { Stopwatch } from '../sandbox/stopwatch.js';
import type { Row } from './columns.js';
import { picked } from './json-keys.js';
import { expressionFailed, expressionStopped, type Place } from './problems.js';
import type { Program } from './program.js';

/** A crossing ends itself after this many milliseconds, so that each evaluation has its own limit. */
const sliceMs = 50;
/** For all items of a step together: nothing else happens in this process meanwhile. */
const totalMs = 5_000;
/** Characters of items that cross at once. */
const chunkCharacters = 200_000;

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
 * The values of a program's columns for the items `from` … `to` (exclusive), in as few crossings as possible.
 * Throws `expression-failed` or `expression-timeout`.
 */
export function evaluateProgram(crossing: Crossing, items: readonly Item[], from: number, to: number): Row[] {
  const { node, program, offset } = crossing;
  const watch = new Stopwatch();
  const rows: Row[] = [];
  try {
    const sandbox = begun(crossing);
    while (from + rows.length < to) {
      const at = from + rows.length;
      if (watch.isOver(totalMs))
        throw expressionStopped(node, program, 'total', { column: 0, item: offset + at });
      const answer = sandbox.run(chunk(program, items, at, to), offset + at, sliceMs, program.isHarmless);
      for (const row of rowsOf(crossing, answer)) rows.push(row);
    }
  } catch (error) {
    if (!(error instanceof SandboxStopped)) throw error;
    const place = error.place === undefined ? undefined : (JSON.parse(error.place) as Place);
    throw expressionStopped(node, program, error.reason, place);
  }
  return rows;
}

function begun({ node, program, facts, enter, visit }: Crossing): Sandbox {
  if (visit.sandbox?.isValid && program.isSelfContained) return visit.sandbox;
  const sandbox = enter();
  const failure = sandbox.begin(facts, program.sources);
  if (failure) throw expressionFailed(node, program, JSON.parse(failure) as GuestFailure);
  visit.sandbox = sandbox;
  return sandbox;
}

function chunk({ keys }: Program, items: readonly Item[], from: number, to: number): string {
  const texts: string[] = [];
  let size = 0;
  for (let at = from; at < to && size < chunkCharacters; at++) {
    const json = items[at]?.json ?? {};
    const text = JSON.stringify(keys ? picked(json, keys) : json);
    size += text.length;
    texts.push(text);
  }
  return `[${texts.join(',')}]`;
}

function rowsOf({ node, program }: Crossing, answer: string): Row[] {
  const result = JSON.parse(answer) as GuestRows | GuestFailure;
  if ('failure' in result) throw expressionFailed(node, program, result);
  const rows = result.rows as (JsonValue | undefined)[][];
  for (const gap of result.gaps) {
    const row = rows[Math.floor(gap / program.columns.length)];
    if (row) row[gap % program.columns.length] = undefined;
  }
  return rows;
}
