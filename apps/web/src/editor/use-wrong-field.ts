import type { PatternGraph, RunDetail } from '@patchbay/contracts';
import { type JsonObject, type JsonValue, parsePointer } from '@patchbay/fields';
import { useState } from 'react';
import { getAt, sameValue } from '../fields/values.js';
import { type WrongField, wrongField } from '../runs/wrong-field.js';
import { nodeOf } from './model/graph.js';

interface Seen {
  runId: string;
  /** What stood in the field then. */
  value: JsonValue | undefined;
  /** The pattern is as it ran, or somebody asked for the field. */
  isCurrent: boolean;
}

/**
 * The field because of which the shown run failed, and whether it says so: until it is edited, by whomever. `version` is that of
 * the pattern now, `isSought` whether somebody asked for the field.
 */
export function useWrongField(
  run: RunDetail | undefined,
  graph: PatternGraph,
  version: number,
  isSought: boolean,
) {
  const [seen, setSeen] = useState<Seen>();
  const field = fieldOf(run, graph);
  if (run === undefined || field === undefined) return { field: undefined, marked: undefined };
  const value = valueAt(graph, field);
  const isNew = seen?.runId !== run.id;
  if (isNew || (isSought && !seen.isCurrent))
    setSeen({ runId: run.id, value, isCurrent: isSought || run.patternVersion === version });
  const isMarked = !isNew && seen.isCurrent && sameValue(seen.value, value);
  return { field, marked: isMarked ? field : undefined };
}

/** Where its node is still there. */
function fieldOf(run: RunDetail | undefined, graph: PatternGraph): WrongField | undefined {
  const found = run?.error && run.status !== 'success' ? wrongField(run.error) : undefined;
  return found && nodeOf(graph, found.nodeId) ? found : undefined;
}

function valueAt(graph: PatternGraph, { nodeId, pointer }: WrongField): JsonValue | undefined {
  return getAt((nodeOf(graph, nodeId)?.parameters ?? {}) as JsonObject, parsePointer(pointer));
}
