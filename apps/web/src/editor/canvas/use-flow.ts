import type { PatternGraph } from '@patchbay/contracts';
import {
  applyNodeChanges,
  type EdgeChange,
  type Node,
  type NodeChange,
  type OnSelectionChangeParams,
} from '@xyflow/react';
import { useCallback, useState } from 'react';
import { useEditor } from '../editor-context.js';
import { moveNodes, positionOf, removeEdges, removeNodes } from '../model/graph.js';
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
  return {
    nodes,
    edges: flowEdges(graph, steps, selectedEdges),
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
  return graph.nodes.map((node, index) => ({
    ...known.get(node.id),
    id: node.id,
    type: 'node',
    position: positionOf(node, index),
    data: {},
    ariaLabel: node.name,
  }));
}

function placeOf({ id, position }: Node): [string, { x: number; y: number }] {
  return [id, { x: snap(position.x), y: snap(position.y) }];
}
