import { ReactFlowProvider } from '@xyflow/react';
import type { NodeDescription, PatternDetail, StepRecord } from '@patchbay/contracts';
import { useMemo } from 'react';
import '../editor/editor.css';
import { Canvas } from '../editor/canvas/canvas.js';
import { type Editor, EditorProvider } from '../editor/editor-context.js';
import { NodeOutput } from '../editor/data/node-output.js';
import { nodeOf } from '../editor/model/graph.js';
import { nodeTypes } from '../editor/model/node-types.js';
import { useConnections } from '../editor/use-connections.js';
import { isolated } from '../ui/isolated.js';
import { Name } from '../ui/name.js';

interface RunCanvasProps {
  pattern: PatternDetail;
  catalog: readonly NodeDescription[];
  steps: ReadonlyMap<string, StepRecord>;
  /** The node whose output is shown. */
  openId: string | undefined;
  onOpen: (id: string | undefined) => void;
}

const none = { canUndo: false, canRedo: false, undo: ignore, redo: ignore };

/** The steps of a run on the pattern's canvas, to be looked at; a node that is opened shows what it gave. */
export default function RunCanvas({ pattern, catalog, steps, openId, onOpen }: RunCanvasProps) {
  const types = useMemo(() => nodeTypes(catalog), [catalog]);
  const connections = useConnections();
  const editor: Editor = {
    graph: pattern,
    types,
    connections,
    problems: new Map(),
    steps,
    mayEdit: false,
    openId,
    open: onOpen,
    change: ignore,
    addAfter: ignore,
  };
  const node = nodeOf(pattern, openId);
  return (
    <EditorProvider value={editor}>
      <div className="run-canvas">
        <ReactFlowProvider>
          <Canvas history={none} onSave={ignore} />
        </ReactFlowProvider>
      </div>
      {node && (
        <section className="card" aria-label={`Output of ${isolated(node.name)}`}>
          <h2 className="run-node-name">
            <Name>{node.name}</Name>
          </h2>
          <NodeOutput node={node} />
        </section>
      )}
    </EditorProvider>
  );
}

function ignore(): void {
  return undefined;
}
