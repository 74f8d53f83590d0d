import type { ConnectionSummary, PatternGraph, StepRecord } from '@patchbay/contracts';
import { createContext, useContext } from 'react';
import type { WrongField } from '../runs/wrong-field.js';
import type { NodeTypes } from './model/node-types.js';
import type { NodeProblems } from './model/problems.js';

/** What every part of the editor may ask and do. */
export interface Editor {
  graph: PatternGraph;
  types: NodeTypes;
  connections: ReadonlyMap<string, ConnectionSummary>;
  problems: NodeProblems;
  /** The last execution of each node in the run that is shown. */
  steps: ReadonlyMap<string, StepRecord>;
  mayEdit: boolean;
  /** The node that is open in the inspector. */
  openId: string | undefined;
  open: (id: string | undefined) => void;
  /** The field of the open node that is to be shown, by pointer into its parameters, until `found`. */
  sought?: string | undefined;
  /** Opens the node and shows this field of it; absent where nothing can be edited. */
  seek?: (nodeId: string, pointer: string) => void;
  found?: () => void;
  /** The field because of which the run failed. */
  marked?: WrongField | undefined;
  /** `about` joins changes of the same thing to one step of undo. */
  change: (graph: PatternGraph, about?: string) => void;
  /** Shows the palette; a chosen node is connected after this one. */
  addAfter: (id: string | undefined) => void;
}

const EditorContext = createContext<Editor | undefined>(undefined);
export const EditorProvider = EditorContext.Provider;

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === undefined) throw new Error('A part of the editor was drawn outside of it');
  return editor;
}
