import type { Node, ReactFlowInstance } from '@xyflow/react';
import { nodeSize } from '../model/layout.js';

/** How the whole graph is fitted into the canvas. */
export const whole = { maxZoom: 1, padding: 0.15 };

/** Below it nobody can read what the nodes say. */
const readable = 0.75;

type Flow = Pick<
  ReactFlowInstance,
  'fitView' | 'getNode' | 'getNodes' | 'getViewport' | 'getZoom' | 'screenToFlowPosition' | 'setCenter'
>;

/** Shows the whole graph, or as much of its beginning as can be read in this width. */
export async function showReadable(flow: Flow, width: number): Promise<void> {
  await flow.fitView(whole);
  if (flow.getZoom() < readable)
    await flow.fitView({
      ...whole,
      nodes: beginning(flow.getNodes(), width / readable / (1 + whole.padding)),
    });
}

/** Brings a node into view that lies outside of it; answers whether it had to. */
export async function reveal(
  flow: Flow,
  id: string,
  size: { width: number; height: number },
): Promise<boolean> {
  const node = flow.getNode(id);
  if (node === undefined || size.width === 0) return false;
  const { x, y, zoom } = flow.getViewport();
  const [left, top] = [node.position.x * zoom + x, node.position.y * zoom + y];
  const isInside =
    left >= 0 &&
    top >= 0 &&
    left + nodeSize.width * zoom <= size.width &&
    top + nodeSize.height * zoom <= size.height;
  if (isInside) return false;
  const [middleX, middleY] = [node.position.x + nodeSize.width / 2, node.position.y + nodeSize.height / 2];
  return flow.setCenter(middleX, middleY, { zoom: Math.max(zoom, readable) });
}

/** Brings the middle of what is drawn into view, where it lies outside of the canvas. */
export function revealMiddle(flow: Flow, drawn: Element, canvas: Element): void {
  const [box, { left, right, top, bottom }] = [drawn.getBoundingClientRect(), canvas.getBoundingClientRect()];
  const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  if (middle.x >= left && middle.x <= right && middle.y >= top && middle.y <= bottom) return;
  const { x, y } = flow.screenToFlowPosition(middle, { snapToGrid: false });
  void flow.setCenter(x, y, { zoom: flow.getZoom() });
}

/** The nodes from the left that fit into this length, two at least. */
function beginning(nodes: readonly Node[], length: number): Node[] {
  const sorted = nodes.toSorted((one, other) => one.position.x - other.position.x);
  const start = sorted[0]?.position.x ?? 0;
  return sorted.filter(({ position }, index) => index < 2 || position.x + nodeSize.width - start <= length);
}
