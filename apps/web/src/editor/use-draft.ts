import type { PatternDetail, PatternGraph } from '@patchbay/contracts';
import { isPatchbayError } from '@patchbay/errors';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer, useRef, useState } from 'react';
import { api } from '../api/client.js';
import { patternLists } from '../api/pattern-lists.js';
import { patternQuery } from '../api/queries.js';
import { historyReducer, newHistory } from './model/history.js';
import { groupByNode, type NodeProblems } from './model/problems.js';

const noProblems: NodeProblems = new Map();
const settleMs = 800;

interface Save {
  graph: PatternGraph;
  /** Whatever somebody else saved meanwhile. */
  overwrite: boolean;
}

/** The pattern while it is edited: its graph with undo and redo, and what is saved of it. */
export function useDraft(pattern: PatternDetail) {
  const [history, dispatch] = useReducer(historyReducer, graphOf(pattern), newHistory);
  const [saved, setSaved] = useState(history.present);
  const graph = history.present;
  useEffect(() => {
    const timer = setTimeout(() => dispatch({ type: 'settle' }), settleMs);
    return () => clearTimeout(timer);
  }, [graph]);

  // Which version the draft began with. What the cache was told since may be somebody else's work, which a save must not hide.
  const version = useRef(pattern.version);
  const queries = useQueryClient();
  const params = { id: pattern.id };
  const keep = (detail: PatternDetail, now: PatternGraph) => {
    version.current = detail.version;
    setSaved(now);
    queries.setQueryData(patternQuery(pattern.id).queryKey, detail);
  };
  const save = useMutation({
    mutationFn: async ({ graph: { nodes, edges }, overwrite }: Save) => {
      const base = overwrite ? (await api.call('patternGet', { params })).version : version.current;
      return api.call('patternPatch', { params, body: { nodes, edges, version: base } });
    },
    onSuccess: (detail, { graph: sent }) => {
      // What was changed while it was sent is not saved yet.
      keep(detail, sent);
      return queries.invalidateQueries({ queryKey: patternLists });
    },
  });
  const load = useMutation({
    mutationFn: () => api.call('patternGet', { params }),
    onSuccess: (detail) => {
      const theirs = graphOf(detail);
      // A step of undo like any other: nobody loses by a click what they drew.
      dispatch({ type: 'change', graph: theirs });
      keep(detail, theirs);
      save.reset();
    },
  });
  return {
    graph,
    isDirty: graph !== saved,
    change: (next: PatternGraph, about?: string) => {
      dispatch({ type: 'change', graph: next, ...(about === undefined ? {} : { about }) });
    },
    saving: save,
    save: (overwrite = false) => save.mutateAsync({ graph, overwrite }),
    /** Takes what is saved, by whomever, instead of the draft. */
    load,
    /** Told what a change of something else than the graph made, such as of the name: it is a version of this page's own. */
    changedHere: (detail: PatternDetail) => {
      if (detail.version === version.current + 1) version.current = detail.version;
    },
    told: toldProblems(save.error, graph),
    isStale: isPatchbayError(save.error) && save.error.code === 'version-conflict',
    history: {
      canUndo: history.past.length > 0,
      canRedo: history.future.length > 0,
      undo: () => dispatch({ type: 'undo' }),
      redo: () => dispatch({ type: 'redo' }),
    },
  };
}

export type Draft = ReturnType<typeof useDraft>;

/** The settings too, which expressions see. */
function graphOf({ nodes, edges, settings }: PatternDetail): PatternGraph {
  return { nodes, edges, ...(settings && { settings }) };
}

function toldProblems(error: unknown, graph: PatternGraph): NodeProblems {
  return isPatchbayError(error) && error.errors ? groupByNode(graph, error.errors) : noProblems;
}
