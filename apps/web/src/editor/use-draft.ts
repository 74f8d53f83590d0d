import type { PatternDetail, PatternGraph } from '@patchbay/contracts';
import { isPatchbayError } from '@patchbay/errors';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer, useState } from 'react';
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

  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: async ({ graph: { nodes, edges }, overwrite }: Save) => {
      // The cache knows the version that this page saved last, also by a change of the name alone.
      const known = queries.getQueryData(patternQuery(pattern.id).queryKey) ?? pattern;
      const { version } = overwrite ? await api.call('patternGet', { params: { id: pattern.id } }) : known;
      const body = { nodes, edges, version };
      return api.call('patternPatch', { params: { id: pattern.id }, body });
    },
    onSuccess: (detail, { graph: sent }) => {
      // What was changed while it was sent is not saved yet.
      setSaved(sent);
      queries.setQueryData(patternQuery(pattern.id).queryKey, detail);
      return queries.invalidateQueries({ queryKey: patternLists });
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

function graphOf({ nodes, edges }: PatternDetail): PatternGraph {
  return { nodes, edges };
}

function toldProblems(error: unknown, graph: PatternGraph): NodeProblems {
  return isPatchbayError(error) && error.errors ? groupByNode(graph, error.errors) : noProblems;
}
