import type { PatternGraph } from '@patchbay/contracts';
import {
  applyNodeChanges,
  type EdgeChange,
  type Node,
  type NodeChange,
  type OnSelectionChangeParams,
} from '@xyflow/react';
import { useCallback, useMemo, useState } from 'react';
import { useEditor } from '../editor-context.js';
import { moveNodes, type Position, positionOf, removeEdges, removeNodes } from '../model/graph.js';
import { snap } from '../model/layout.js';
import { flowEdges } from './flow-edges.js';

/** The graph as the canvas draws it. Dragging changes only the drawing; the graph changes when a node is dropped. */
export function useFlow(setSelection: (ids: ReadonlySet<string>) => void) {
  const editor = useEditor();
  const { graph, steps, mayEdit } = editor;
  const [nodes, setNodes] = useState<Node[]>(() => drawn(graph, []));
  const [selectedEdges, setSelectedEdges] = useState<ReadonlySet<string>>(new Set());
  const [drawnGraph, setDrawnGraph] = useState(graph);
  if (drawnGraph !== graph) {
    setDrawnGraph(graph);
    setNodes(drawn(graph, nodes));
  }

  const onNodesChange = useCallback(
    (changes: NodeChange[]) => setNodes((before) => applyNodeChanges(changes, before)),
    [],
  );
  const onSelectionChange = useCallback(
    (selection: OnSelectionChangeParams) => {
      setSelection(new Set(selection.nodes.map(({ id }) => id)));
    },
    [setSelection],
  );
  const onEdgesChange = useCallback((changes: EdgeChange[]) => {
    const selects = changes.filter((change) => change.type === 'select');
    setSelectedEdges((before) => {
      const dropped = new Set(selects.filter(({ selected }) => !selected).map(({ id }) => id));
      const added = selects.filter(({ selected }) => selected).map(({ id }) => id);
      return new Set([...[...before].filter((id) => !dropped.has(id)), ...added]);
    });
  }, []);
  // While a node is dragged the edges are the same: hundreds of them are not made anew for each pixel.
  const edges = useMemo(() => flowEdges(graph, steps, selectedEdges), [graph, steps, selectedEdges]);
  return {
    nodes,
    edges,
    onNodesChange,
    onEdgesChange,
    onSelectionChange,
    onNodeDragStop: (_event: unknown, _node: Node, moved: Node[]) => {
      if (mayEdit) editor.change(moveNodes(graph, new Map(moved.map(placeOf))));
    },
    removeSelected: () => {
      const ids = new Set(nodes.filter(({ selected }) => selected).map(({ id }) => id));
      if (ids.size > 0 || selectedEdges.size > 0)
        editor.change(removeNodes(removeEdges(graph, selectedEdges), ids));
    },
    select: (ids: readonly string[]) =>
      setNodes((before) => before.map((node) => ({ ...node, selected: ids.includes(node.id) }))),
  };
}

/** What the canvas measured and what is selected stays while the graph changes. */
function drawn(graph: PatternGraph, before: readonly Node[]): Node[] {
  const known = new Map(before.map((node) => [node.id, node]));
  return graph.nodes.map((node, index) => {
    const [position, shown] = [positionOf(node, index), known.get(node.id)];
    const isSame = shown?.ariaLabel === node.name && samePlace(shown.position, position);
    // The same object is not drawn again.
    if (isSame) return shown;
    return { ...shown, id: node.id, type: 'node', position, data: {}, ariaLabel: node.name };
  });
}

function samePlace(one: Position, other: Position): boolean {
  return one.x === other.x && one.y === other.y;
}

function placeOf({ id, position }: Node): [string, Position] {
  return [id, { x: snap(position.x), y: snap(position.y) }];
}
