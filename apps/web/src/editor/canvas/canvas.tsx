import '@xyflow/react/dist/base.css';
import './canvas.css';
import { useComputedColorScheme } from '@mantine/core';
import { Background, MiniMap, ReactFlow, SelectionMode } from '@xyflow/react';
import type { MouseEvent } from 'react';
import { useStable } from '../../ui/use-stable.js';
import { useEditor } from '../editor-context.js';
import { partOf, paste } from '../model/graph.js';
import { FlowEdge } from './flow-edge.js';
import { FlowNode } from './flow-node.js';
import type { DrawnNode } from './node-face.js';
import { NoNodes } from './no-nodes.js';
import { CanvasTools } from './canvas-tools.js';
import { whole } from './show-readable.js';
import { useClipboard } from './use-clipboard.js';
import { useConnect } from './use-connect.js';
import { useFlow } from './use-flow.js';
import { useKeys } from './use-keys.js';
import { useView } from './use-view.js';

const nodeTypes = { node: FlowNode };
const edgeTypes = { carrying: FlowEdge };
const words = {
  'node.a11yDescription.default': 'Press Space to select, then Enter to open, Tab to add a node after it.',
  'edge.a11yDescription.default': 'Press Space to select, then Delete to remove.',
};

/** What is made anew for each drawing would make every node and edge be drawn with it. */
const snapGrid: [number, number] = [20, 20];
const proOptions = { hideAttribution: true };

interface CanvasProps {
  history: { canUndo: boolean; canRedo: boolean; undo: () => void; redo: () => void };
  onSave: () => void;
}

/** The pattern as a graph that can be drawn, connected, copied and arranged. */
export function Canvas({ history, onSave }: CanvasProps) {
  const editor = useEditor();
  const flow = useFlow();
  const { selection } = flow;
  const view = useView(editor.openId);
  const colorMode = useComputedColorScheme('light');
  const isEmpty = editor.graph.nodes.length === 0;
  const duplicate = () => {
    const { graph, ids } = paste(editor.graph, partOf(editor.graph, selection));
    editor.change(graph);
    setTimeout(() => flow.select(ids), 0);
  };
  const openNode = useStable((_event: MouseEvent, { id }: DrawnNode) => editor.open(id));
  const begin = useStable(() => void view.begin());
  useClipboard(selection, flow.select);
  useKeys({
    ...history,
    selection,
    remove: editor.mayEdit ? flow.removeSelected : () => undefined,
    save: onSave,
    selectAll: () => flow.select(editor.graph.nodes.map(({ id }) => id)),
    duplicate: editor.mayEdit ? duplicate : () => undefined,
  });
  return (
    <section className="canvas" aria-label="Canvas" onFocus={view.followFocus}>
      <ReactFlow
        nodes={flow.nodes}
        edges={flow.edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={flow.onNodesChange}
        onEdgesChange={flow.onEdgesChange}
        onNodeDragStop={flow.onNodeDragStop}
        onNodeDoubleClick={openNode}
        {...useConnect()}
        ariaLabelConfig={words}
        colorMode={colorMode}
        nodesDraggable={editor.mayEdit}
        nodesConnectable={editor.mayEdit}
        // What cannot be removed has nothing to be chosen for.
        edgesFocusable={editor.mayEdit}
        // Deleting is ours, so that it is one step of undo.
        deleteKeyCode={null}
        selectionMode={SelectionMode.Partial}
        snapToGrid
        snapGrid={snapGrid}
        fitView
        fitViewOptions={whole}
        onInit={begin}
        minZoom={0.1}
        maxZoom={2}
        zoomOnDoubleClick={false}
        proOptions={proOptions}
      >
        <Background gap={20} />
        {!isEmpty && <MiniMap pannable zoomable className="canvas-map" ariaLabel="Overview of the canvas" />}
      </ReactFlow>
      {isEmpty && <NoNodes />}
      <CanvasTools history={history} onFit={view.showAll} onArranged={view.begin} />
    </section>
  );
}
