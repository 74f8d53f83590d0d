import type { PatternEdge, PatternNode, StepRecord } from '@patchbay/contracts';
import { IconPinned } from '@tabler/icons-react';
import { type NodeProps, useUpdateNodeInternals } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { waitingWords } from '../../runs/waiting-words.js';
import { PluginIcon } from '../../ui/plugin-icon.js';
import { nodeSize } from '../model/layout.js';
import { shownPins } from '../model/pins.js';
import { subtitleOf } from '../model/subtitle.js';
import type { DrawnNode } from './node-face.js';
import { NodeState } from './node-state.js';
import { Pins } from './pins.js';
import { SlotLines } from './slot-lines.js';
import { isolated } from '../../ui/isolated.js';
import { Name } from '../../ui/name.js';

/** Pixels between two pins of a side: the name of one fits above it. */
const pinDistance = 28;

/** A node on the canvas: icon, name, what it does, its connections and pins, and how it went. */
export function FlowNode({ id, selected, data }: NodeProps<DrawnNode>) {
  const { node, description, edges, connections, step, problem, isOpen } = data;
  const { inputs, outputs } = shownPins({ nodes: [node], edges: [...edges] }, node, description);
  const pins = `${inputs.length} ${outputs.length}`;
  const remeasure = useUpdateNodeInternals();
  const measured = useRef(pins);
  useEffect(() => {
    // A new node is measured anyway; doing it once more for each of hundreds keeps the browser busy for half a minute.
    if (measured.current === pins) return;
    measured.current = pins;
    // The pins of a node that is as high as before may lie elsewhere.
    remeasure(id);
  }, [remeasure, id, pins]);
  return (
    <div
      className={classesOf(node, selected || isOpen, problem !== undefined, step?.status === 'running')}
      style={{
        minHeight: Math.max(nodeSize.height, inputs.length * pinDistance, outputs.length * pinDistance),
      }}
    >
      <Pins side="input" pins={inputs} />
      <div className="flow-node-head">
        <PluginIcon icon={description?.icon} name={description?.displayName ?? node.type} size={30} />
        <div className="grow">
          <div className="flow-node-name" title={isolated(node.name)}>
            <Name>{node.name}</Name>
          </div>
          <div className="flow-node-subtitle">{subtitleOf(node, description)}</div>
        </div>
        {step && <NodeState step={step} showsTime={!isOnEdge(edges, step)} />}
      </div>
      <SlotLines node={node} slots={description?.connections ?? []} connections={connections} />
      <Remarks node={node} step={step} problem={problem} />
      <Pins side="output" pins={outputs} />
    </div>
  );
}

/** Whether an edge shows the time of this step. */
function isOnEdge(edges: readonly PatternEdge[], { nodeId, itemCounts }: StepRecord): boolean {
  return edges.some(({ from }) => from.node === nodeId && itemCounts.out[from.pin] !== undefined);
}

interface RemarksProps {
  node: PatternNode;
  step: StepRecord | undefined;
  problem: string | undefined;
}

function Remarks({ node, step, problem }: RemarksProps) {
  return (
    <>
      {step?.waiting && <div className="flow-node-line">{waitingWords(step.waiting)}</div>}
      {node.pinned !== undefined && (
        <div className="flow-node-line">
          <IconPinned size={12} aria-hidden /> Pinned data
        </div>
      )}
      {node.notes !== undefined && node.notes !== '' && <div className="flow-node-notes">{node.notes}</div>}
      {problem !== undefined && <div className="flow-node-problem">{problem}</div>}
    </>
  );
}

function classesOf(node: PatternNode, isSelected: boolean, isWrong: boolean, isRunning: boolean): string {
  const states = [
    isSelected && 'is-selected',
    isWrong && 'is-wrong',
    isRunning && 'is-running',
    node.settings?.disabled === true && 'is-disabled',
  ];
  return ['flow-node', ...states.filter((state) => state !== false)].join(' ');
}
