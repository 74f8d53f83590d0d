import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { count, grouped, milliseconds } from '../../ui/words.js';
import type { CarryingEdge } from './flow-edges.js';

/** From this many pixels on the time stands beside the count, and below it in less. */
const roomy = 124;
/** From this many on there is room for the unit and the time; less would lie on the names of pins. */
const sufficient = 76;

/** An edge with the number of items that went along it and the time of the node that sent them. */
export function FlowEdge(props: EdgeProps<CarryingEdge>) {
  const [path, x, y] = getBezierPath(props);
  const { items, durationMs = null, isNamed = false } = props.data ?? {};
  const room = props.targetX - props.sourceX;
  // Behind the name of the pin there is room for the number alone.
  const isBehind = isNamed && room > 0 && room < roomy;
  const middle = isBehind ? props.sourceX + room * 0.72 : x;
  return (
    <>
      <BaseEdge id={props.id} path={path} />
      {items !== undefined && (
        <EdgeLabelRenderer>
          <div
            className={room < roomy ? 'flow-edge-label is-narrow' : 'flow-edge-label'}
            style={{ transform: `translate(-50%, -8px) translate(${middle}px, ${y}px)` }}
            title={titleOf(items, durationMs)}
          >
            <span>{room < sufficient || isBehind ? grouped(items) : count(items, 'item')}</span>
            {durationMs !== null && room >= sufficient && <span>{milliseconds(durationMs)}</span>}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

function titleOf(items: number, durationMs: number | null): string {
  return durationMs === null
    ? count(items, 'item')
    : `${count(items, 'item')} in ${milliseconds(durationMs)}`;
}
