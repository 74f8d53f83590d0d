import { applyNodeChanges, type EdgeChange, type NodeChange } from '@xyflow/react';
import { useCallback, useMemo, useState } from 'react';
import { useStable } from '../../ui/use-stable.js';
import { useEditor } from '../editor-context.js';
import { moveNodes, type Position, positionOf, removeEdges, removeNodes } from '../model/graph.js';
import { snap } from '../model/layout.js';
import { flowEdges } from './flow-edges.js';
import { type DrawnNode, facesOf, type NodeFace } from './node-face.js';

/** The graph as the canvas draws it. Dragging changes only the drawing; the graph changes when a node is dropped. */
export function useFlow() {
  const editor = useEditor();
  const { graph, types, connections, problems, steps, openId, mayEdit } = editor;
  const faces = useMemo(
    () => facesOf({ graph, types, connections, problems, steps, openId }),
    [graph, types, connections, problems, steps, openId],
  );
  const [nodes, setNodes] = useState<DrawnNode[]>(() => drawn(faces, []));
  const [selectedEdges, setSelectedEdges] = useState<ReadonlySet<string>>(new Set());
  const [drawnFaces, setDrawnFaces] = useState(faces);
  if (drawnFaces !== faces) {
    setDrawnFaces(faces);
    setNodes(drawn(faces, nodes));
  }

  const onNodesChange = useCallback(
    (changes: NodeChange<DrawnNode>[]) => setNodes((before) => applyNodeChanges(changes, before)),
    [],
  );
  const onEdgesChange = useCallback((changes: EdgeChange[]) => {
    const selects = changes.filter((change) => change.type === 'select');
    setSelectedEdges((before) => {
      const dropped = new Set(selects.filter(({ selected }) => !selected).map(({ id }) => id));
      const added = selects.filter(({ selected }) => selected).map(({ id }) => id);
      return new Set([...[...before].filter((id) => !dropped.has(id)), ...added]);
    });
  }, []);
  // Out of the nodes themselves, which change with the click: what the canvas tells afterwards, a key right after it would come before.
  const selection: ReadonlySet<string> = useMemo(
    () => new Set(nodes.filter(({ selected }) => selected).map(({ id }) => id)),
    [nodes],
  );
  // While a node is dragged the edges are the same: hundreds of them are not made anew for each pixel.
  const edges = useMemo(() => flowEdges(graph, steps, selectedEdges), [graph, steps, selectedEdges]);
  return {
    nodes,
    edges,
    selection,
    onNodesChange,
    onEdgesChange,
    onNodeDragStop: useStable((_event: unknown, _node: DrawnNode, moved: DrawnNode[]) => {
      if (mayEdit) editor.change(moveNodes(graph, new Map(moved.map(placeOf))));
    }),
    removeSelected: () => {
      if (selection.size > 0 || selectedEdges.size > 0)
        editor.change(removeNodes(removeEdges(graph, selectedEdges), selection));
    },
    select: (ids: readonly string[]) =>
      setNodes((before) => before.map((node) => ({ ...node, selected: ids.includes(node.id) }))),
  };
}

/** What the canvas measured and what is selected stays while the graph changes. */
function drawn(faces: readonly NodeFace[], before: readonly DrawnNode[]): DrawnNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  return faces.map((face, index) => {
    const { id, name } = face.node;
    const [position, shown] = [positionOf(face.node, index), known.get(id)];
    // The same object is not drawn again.
    if (shown?.data === face && samePlace(shown.position, position)) return shown;
    return { ...shown, id, type: 'node', position, data: face, ariaLabel: name };
  });
}

function samePlace(one: Position, other: Position): boolean {
  return one.x === other.x && one.y === other.y;
}

function placeOf({ id, position }: DrawnNode): [string, Position] {
  return [id, { x: snap(position.x), y: snap(position.y) }];
}
