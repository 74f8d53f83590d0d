import type { PatternGraph } from '@patchbay/contracts';
import { pointerTo } from '@patchbay/fields';

/** Which connection a node uses in a slot. */
export interface ConnectionUse {
  nodeId: string;
  slot: string;
  connectionId: string;
}

/** The set of connections that a graph names, computed when it is saved; a run may lease these and no others. */
export function connectionUses(graph: PatternGraph): ConnectionUse[] {
  return graph.nodes.flatMap((node) =>
    Object.entries(node.connections ?? {}).map(([slot, connectionId]) => ({
      nodeId: node.id,
      slot,
      connectionId,
    })),
  );
}

/** Where a connection stands in a graph, as a JSON pointer. */
export function slotPointer(nodeIndex: number, slot: string): string {
  return pointerTo(`/nodes/${nodeIndex}/connections`, slot);
}
