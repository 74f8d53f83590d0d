import { findPin, pinAccepts } from '@patchbay/contracts';
import type { Connection, Edge } from '@xyflow/react';
import { useStable } from '../../ui/use-stable.js';
import { useEditor } from '../editor-context.js';
import { connect, nodeOf } from '../model/graph.js';
import { outputsOf } from '../model/pins.js';

/** Connects pins whose types fit, by the rule that the server checks too. */
export function useConnect() {
  const { graph, types, change, mayEdit } = useEditor();
  return {
    isValidConnection: useStable(({ source, sourceHandle, target, targetHandle }: Connection | Edge) => {
      const [from, to] = [nodeOf(graph, source), nodeOf(graph, target)];
      if (!mayEdit || !from || !to) return false;
      const output = findPin(outputsOf(from, types.get(from.type)), sourceHandle ?? '');
      const input = findPin(types.get(to.type)?.inputs ?? [], targetHandle ?? '');
      return output !== undefined && input !== undefined && pinAccepts(input.type, output.type);
    }),
    onConnect: useStable(({ source, sourceHandle, target, targetHandle }: Connection) => {
      if (sourceHandle === null || targetHandle === null) return;
      const edge = { from: { node: source, pin: sourceHandle }, to: { node: target, pin: targetHandle } };
      change(connect(graph, edge));
    }),
  };
}
