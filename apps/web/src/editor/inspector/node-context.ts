import type { PatternNode } from '@patchbay/contracts';
import { createContext, useContext } from 'react';

/** The node whose parameters are drawn: expressions are evaluated for it. */
export const NodeContext = createContext<PatternNode | undefined>(undefined);

export function useInspectedNode(): PatternNode {
  const node = useContext(NodeContext);
  if (node === undefined) throw new Error('An expression was drawn outside of a node');
  return node;
}
