import { Button } from '@mantine/core';
import { EmptyState } from '../../ui/empty-state.js';
import { useEditor } from '../editor-context.js';

/** What a canvas without nodes says. */
export function NoNodes() {
  const { addAfter, mayEdit } = useEditor();
  return (
    <div className="canvas-empty">
      <EmptyState sentence="A pattern begins with a trigger. There is no node yet.">
        {mayEdit && <Button onClick={() => addAfter(undefined)}>Add the first node</Button>}
      </EmptyState>
    </div>
  );
}
