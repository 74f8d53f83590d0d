import { Button, Group, NativeSelect } from '@mantine/core';
import type { PatternNode, StepRecord } from '@patchbay/contracts';
import { IconPinned, IconPinnedOff } from '@tabler/icons-react';
import { useState } from 'react';
import { count, milliseconds } from '../../ui/words.js';
import { wrongField } from '../../runs/wrong-field.js';
import { ShowField } from '../show-field.js';
import { useEditor } from '../editor-context.js';
import { updateNode } from '../model/graph.js';
import { shownPins } from '../model/pins.js';
import { ItemsView } from '../../items/items-view.js';

/** What the node gave in the run that is shown, or what is pinned to be given instead. */
export function NodeOutput({ node }: { node: PatternNode }) {
  const { graph, steps, types } = useEditor();
  const [chosen, setChosen] = useState<string>();
  const step = steps.get(node.id);
  const outputs = node.pinned ?? step?.outputs;
  if (outputs === undefined)
    return <p className="muted">There is no output yet. Run the pattern to see it.</p>;
  const pins = Object.keys(outputs);
  const shown = shownPins(graph, node, types.get(node.type)).outputs;
  const nameOf = (pin: string) => shown.find(({ name }) => name === pin)?.displayName ?? pin;
  const pin = chosen !== undefined && pins.includes(chosen) ? chosen : (pins[0] ?? 'main');
  const items = outputs[pin] ?? [];
  const total = node.pinned ? items.length : (step?.itemCounts.out[pin] ?? items.length);
  return (
    <>
      <StepError step={step} />
      <Group justify="space-between" mb="sm">
        <span className="muted small">{node.pinned ? 'Pinned data' : factsOf(step)}</span>
        <PinButton node={node} step={step} />
      </Group>
      {pins.length > 1 && (
        <NativeSelect
          label="Output"
          mb="sm"
          value={pin}
          data={pins.map((name) => ({ value: name, label: nameOf(name) }))}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      )}
      <ItemsView items={items} total={total} />
      <Logs logs={step?.logs ?? []} />
    </>
  );
}

function StepError({ step }: { step: StepRecord | undefined }) {
  if (!step?.error) return null;
  return (
    <p role="alert" className="problem-text">
      {step.error.detail ?? step.error.title} <ShowField field={wrongField(step.error, step.nodeId)} />
    </p>
  );
}

/** Pinned data stands for the node's work in runs that a person starts, so that one can build on it. */
function PinButton({ node, step }: { node: PatternNode; step: StepRecord | undefined }) {
  const { graph, change, mayEdit } = useEditor();
  if (!mayEdit) return null;
  if (node.pinned !== undefined) {
    const { pinned: _gone, ...free } = node;
    const nodes = graph.nodes.map((other) => (other.id === node.id ? free : other));
    return (
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPinnedOff size={14} aria-hidden />}
        onClick={() => change({ ...graph, nodes })}
      >
        Unpin
      </Button>
    );
  }
  if (step === undefined || Object.values(step.outputs).every((items) => items.length === 0)) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconPinned size={14} aria-hidden />}
      title="Use this data instead of executing the node, in runs that you start"
      onClick={() => change(updateNode(graph, node.id, { pinned: step.outputs }))}
    >
      Pin
    </Button>
  );
}

function factsOf(step: StepRecord | undefined): string {
  if (step === undefined) return '';
  const tries = step.attempts > 1 ? ` · ${count(step.attempts, 'try', 'tries')}` : '';
  return `${step.durationMs === null ? 'Running' : milliseconds(step.durationMs)}${tries}`;
}

function Logs({ logs }: { logs: readonly { level: string; message: string }[] }) {
  if (logs.length === 0) return null;
  return (
    <section aria-label="Log" className="node-logs">
      {logs.map(({ level, message }, index) => (
        <p key={index} className="mono flat">
          <span className="muted">{level}</span> {message}
        </p>
      ))}
    </section>
  );
}
