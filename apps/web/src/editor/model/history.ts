import type { PatternGraph } from '@patchbay/contracts';

/** What was, is and was undone. */
export interface History {
  past: readonly PatternGraph[];
  present: PatternGraph;
  future: readonly PatternGraph[];
  /** What the last change was about: changes of the same thing in a row are undone together. */
  about: string | undefined;
}

export type HistoryAction =
  | { type: 'change'; graph: PatternGraph; about?: string }
  | { type: 'undo' }
  | { type: 'redo' }
  /** The typing has paused: what comes next is a step of its own. */
  | { type: 'settle' };

const kept = 200;

export function newHistory(present: PatternGraph): History {
  return { past: [], present, future: [], about: undefined };
}

export function historyReducer(history: History, action: HistoryAction): History {
  switch (action.type) {
    case 'change':
      return change(history, action.graph, action.about);
    case 'undo': {
      const before = history.past.at(-1);
      if (before === undefined) return history;
      const future = [history.present, ...history.future];
      return { past: history.past.slice(0, -1), present: before, future, about: undefined };
    }
    case 'redo': {
      const [after, ...future] = history.future;
      if (after === undefined) return history;
      return { past: [...history.past, history.present], present: after, future, about: undefined };
    }
    case 'settle':
      return history.about === undefined ? history : { ...history, about: undefined };
  }
}

function change(history: History, graph: PatternGraph, about: string | undefined): History {
  if (graph === history.present) return history;
  if (about !== undefined && about === history.about) return { ...history, present: graph, future: [] };
  return { past: [...history.past, history.present].slice(-kept), present: graph, future: [], about };
}
