import type { JsonValue } from '@patchbay/fields';
import type { Item, NodeOutput, WebhookReply } from '@patchbay/plugin-sdk';
import type { RunResult } from '../types.js';

/** What a webhook gets whose run is over: the data of the last step, one item as an object, several as a list. */
export function finalReply(
  status: RunResult['status'],
  respond: 'byNode' | 'whenDone',
  lastOutput: NodeOutput,
): WebhookReply {
  if (status !== 'success') return failureReply;
  if (respond === 'byNode') return { status: 204, body: '' };
  const bodies: JsonValue[] = firstItems(lastOutput).map(({ json }) => json);
  return { status: 200, body: bodies.length === 1 ? bodies[0] : bodies };
}

/** The items of the first pin that has any. */
export function firstItems(output: NodeOutput): readonly Item[] {
  return Object.values(output).find((each) => each && each.length > 0) ?? [];
}

/** Whoever calls a webhook need not know what the pattern does, least of all how it failed. */
export const failureReply: WebhookReply = {
  status: 500,
  headers: { 'content-type': 'application/problem+json' },
  body: {
    type: 'https://patchbay.dev/problems/step-failed',
    title: 'The run failed',
    status: 500,
    code: 'step-failed',
  },
};
