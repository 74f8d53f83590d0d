import { Button, Group } from '@mantine/core';
import type { PatternNode } from '@patchbay/contracts';
import { IconPlayerPlay, IconPlayerSkipForward } from '@tabler/icons-react';
import { useMay } from '../../api/use-me.js';
import { useEditor } from '../editor-context.js';
import { nodeOf } from '../model/graph.js';
import { hasItems } from '../model/preview-graph.js';

/** `until` ends the run with this node, `from` takes what the nodes before it gave last time. */
export type RunNode = (part: { until?: string; from?: string }) => void;

/** What can be done with the open node. */
export function NodeActions({ node, onRun }: { node: PatternNode; onRun: RunNode }) {
  const { graph, steps } = useEditor();
  const mayRun = useMay('pattern.run');
  const before = graph.edges.filter(({ to }) => to.node === node.id).map(({ from }) => from.node);
  const hasInput =
    before.length > 0 && before.some((id) => hasItems(nodeOf(graph, id)?.pinned ?? steps.get(id)?.outputs));
  if (!mayRun) return null;
  return (
    <Group gap="xs">
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlayerPlay size={14} aria-hidden />}
        title={hasInput ? 'Executes this node alone, on the last data' : 'Executes what leads to this node'}
        onClick={() => onRun(hasInput ? { until: node.id, from: node.id } : { until: node.id })}
      >
        Run this node
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={!hasInput}
        leftSection={<IconPlayerSkipForward size={14} aria-hidden />}
        title={hasInput ? 'Executes this node and what follows' : 'Run the pattern once before'}
        onClick={() => onRun({ from: node.id })}
      >
        Run from here
      </Button>
    </Group>
  );
}
