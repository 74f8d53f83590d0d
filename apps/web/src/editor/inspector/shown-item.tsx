import type { PatternNode } from '@patchbay/contracts';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { inputsOf } from '../data/inputs.js';
import { useEditor } from '../editor-context.js';

interface Shown {
  /** Its number, from 0 as in `$itemIndex`. */
  item: number;
  /** How many of the node's input were kept. */
  total: number;
  show: (item: number) => void;
}

const ShownContext = createContext<Shown>({ item: 0, total: 0, show: () => undefined });

/** For which item of the node's input the expressions below show their values. */
export function ShownItem({ node, children }: { node: PatternNode; children: ReactNode }) {
  const { graph, steps } = useEditor();
  const [wanted, show] = useState(0);
  const total = inputsOf(graph, steps, node.id)[0]?.items.length ?? 0;
  // A run that gave fewer items has come meanwhile.
  const item = Math.max(0, Math.min(wanted, total - 1));
  return <ShownContext value={{ item, total, show }}>{children}</ShownContext>;
}

export function useShownItem(): Shown {
  return useContext(ShownContext);
}
