import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconFocusCentered,
  IconLayoutDistributeVertical,
  IconPlus,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useReactFlow } from '@xyflow/react';
import type { ComponentType } from 'react';
import { useEditor } from '../editor-context.js';
import { moveNodes } from '../model/graph.js';
import { autoLayout } from '../model/layout.js';

interface CanvasToolsProps {
  history: { canUndo: boolean; canRedo: boolean; undo: () => void; redo: () => void };
  onFit: () => void;
  onArranged: () => Promise<void>;
}

/** The bar at the foot of the canvas. */
export function CanvasTools({ history, onFit, onArranged }: CanvasToolsProps) {
  const { graph, change, mayEdit, addAfter } = useEditor();
  const { zoomIn, zoomOut, getNodes } = useReactFlow();
  const arrange = () => {
    const heights = new Map(getNodes().map(({ id, measured }) => [id, measured?.height]));
    change(moveNodes(graph, autoLayout(graph, heights)));
    // After the canvas has drawn the nodes at their new places.
    setTimeout(() => void onArranged(), 0);
  };
  return (
    <div className="canvas-tools" role="toolbar" aria-label="Canvas tools">
      {mayEdit && <Tool name="Add a node" Icon={IconPlus} onClick={() => addAfter(undefined)} />}
      {mayEdit && <Tool name="Undo" Icon={IconArrowBackUp} onClick={history.undo} off={!history.canUndo} />}
      {mayEdit && (
        <Tool name="Redo" Icon={IconArrowForwardUp} onClick={history.redo} off={!history.canRedo} />
      )}
      {mayEdit && <Tool name="Arrange" Icon={IconLayoutDistributeVertical} onClick={arrange} />}
      <Tool name="Show all" Icon={IconFocusCentered} onClick={onFit} />
      <Tool name="Zoom in" Icon={IconZoomIn} onClick={() => void zoomIn()} />
      <Tool name="Zoom out" Icon={IconZoomOut} onClick={() => void zoomOut()} />
    </div>
  );
}

interface ToolProps {
  name: string;
  Icon: ComponentType<{ size: number; 'aria-hidden': true }>;
  onClick: () => void;
  off?: boolean;
}

function Tool({ name, Icon, onClick, off = false }: ToolProps) {
  return (
    <Tooltip label={name}>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={name} disabled={off} onClick={onClick}>
        <Icon size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
