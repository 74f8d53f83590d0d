import { SegmentedControl } from '@mantine/core';
import type { PatternNode, SlotDescription } from '@patchbay/contracts';
import { useEditor } from '../../editor-context.js';
import { updateNode } from '../../model/graph.js';

const modes = [
  { value: 'reference', label: 'Saved connection' },
  { value: 'inline', label: 'Typed in here' },
];

export function isInline(node: PatternNode): boolean {
  return node.parameters?.['mode'] === 'inline';
}

/** Whether the node names a saved connection, or holds credentials of its own. */
export function ModeSwitch({ node, slot }: { node: PatternNode; slot: SlotDescription }) {
  const { graph, change, mayEdit } = useEditor();
  const choose = (mode: string) => {
    const { [slot.slot]: _connection, ...connections } = node.connections ?? {};
    const { [slot.slot]: _credentials, ...inline } = node.inline ?? {};
    const parameters = { ...node.parameters, mode };
    const kept = mode === 'inline' ? { connections } : { inline };
    change(updateNode(graph, node.id, { parameters, ...kept }));
  };
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label="Where the credentials are"
      data={modes}
      disabled={!mayEdit}
      value={isInline(node) ? 'inline' : 'reference'}
      onChange={choose}
    />
  );
}
