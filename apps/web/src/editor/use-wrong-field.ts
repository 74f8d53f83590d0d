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

/** The field because of which the shown run failed, and whether it says so: until it is edited, by whomever. */
export function useWrongField(
  run: RunDetail | undefined,
  graph: PatternGraph,
  { version, isSought }: { version: number; isSought: boolean },
) {
  const [seen, setSeen] = useState<Seen>();
  const found = run?.error && run.status !== 'success' ? wrongField(run.error) : undefined;
  const field = found && nodeOf(graph, found.nodeId) ? found : undefined;
  const value = field && valueAt(graph, field);
  const isNew = run !== undefined && seen?.runId !== run.id;
  if (field && run && (isNew || (isSought && seen?.isCurrent === false)))
    setSeen({ runId: run.id, value, isCurrent: isSought || run.patternVersion === version });
  const isMarked = field && seen?.runId === run?.id && seen?.isCurrent && sameValue(seen.value, value);
  return { field, marked: isMarked ? field : undefined };
}

function valueAt(graph: PatternGraph, { nodeId, pointer }: WrongField): JsonValue | undefined {
  return getAt((nodeOf(graph, nodeId)?.parameters ?? {}) as JsonObject, parsePointer(pointer));
}
