import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useEffect } from 'react';
import { useEditor } from '../editor-context.js';
import { nodeOf } from '../model/graph.js';
import { loadTemplateEditor } from './expression-field.js';
import { InspectorHead } from './inspector-head.js';
import { InspectorTabs } from './inspector-tabs.js';
import { NodeActions, type RunNode } from './node-actions.js';
import { ResizeBar } from './resize-bar.js';
import { useFocusOnOpen } from './use-focus-on-open.js';
import { useWidth } from './use-width.js';
import { isolated } from '../../ui/isolated.js';

/** From this width in pixels on, input and output stand beside each other. */
const wide = 640;

/** The open node: its parameters, connections and settings, and what went in and came out. */
export function Inspector({ onRun }: { onRun: RunNode }) {
  const { graph, openId, open } = useEditor();
  const [width, setWidth] = useWidth();
  const { ref, width: inside } = useElementSize();
  const node = nodeOf(graph, openId);
  const refs = useMergedRef(ref, useFocusOnOpen(openId));
  const isOpen = node !== undefined;
  useEffect(() => {
    if (isOpen) loadTemplateEditor();
  }, [isOpen]);
  if (!isOpen) return null;
  return (
    <aside
      ref={refs}
      // Takes the focus as the node is opened, so that Tab goes on in here and not to what is behind.
      tabIndex={-1}
      className="inspector"
      aria-label={`Node ${isolated(node.name)}`}
      style={{ '--inspector-width': `${width}px` } as object}
      onKeyDown={(event) => {
        // What floats above, such as a drawer, closes by itself.
        const isInside = event.currentTarget.contains(event.target as Node);
        if (event.key === 'Escape' && isInside && !event.defaultPrevented) open(undefined);
      }}
    >
      <ResizeBar width={width} onWidth={setWidth} />
      <InspectorHead key={node.id} node={node} />
      <NodeActions node={node} onRun={onRun} />
      <InspectorTabs node={node} isWide={inside >= wide} />
    </aside>
  );
}
