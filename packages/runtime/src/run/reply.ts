import type { JsonValue } from '@patchbay/fields';
import type { Item, NodeOutput, WebhookReply } from '@patchbay/plugin-sdk';
import type { FinalAnswer, RunResult } from '../types.js';

interface Ending {
  status: RunResult['status'];
  respond: 'byNode' | 'whenDone';
  answer?: FinalAnswer | undefined;
}

/** What a webhook gets whose run is over: of the data of the last step what its trigger says. */
export function finalReply({ status, respond, answer }: Ending, lastOutput: NodeOutput): WebhookReply {
  if (status !== 'success') return failureReply;
  if (respond === 'byNode') return { status: 204, body: '' };
  const items = firstItems(lastOutput);
  if (!answer) return { status: 200, body: bodyOf(items) };
  const { status: code = 200, headers = {} } = answer;
  const head = { status: code, headers };
  if (answer.data === 'nothing') return { ...head, body: '' };
  if (answer.data === 'file') return fileReply(head, items[0], answer.file);
  const body = bodyOf(items, answer.data);
  // fromEntries defines an own member, so a key named __proto__ stays data.
  return { ...head, body: answer.key === undefined ? body : Object.fromEntries([[answer.key, body]]) };
}

function bodyOf(items: readonly Item[], data?: FinalAnswer['data']): JsonValue {
  const bodies: JsonValue[] = items.map(({ json }) => json);
  const isOne = data === 'firstItem' || (data === undefined && bodies.length === 1);
  return isOne ? (bodies[0] ?? {}) : bodies;
}

function fileReply(
  head: Pick<WebhookReply, 'status' | 'headers'>,
  item: Item | undefined,
  name: string | undefined,
): WebhookReply {
  const files = item?.binary ?? {};
  const [only, ...others] = Object.keys(files);
  const chosen = name ?? (others.length === 0 ? only : undefined);
  const file = chosen !== undefined && Object.hasOwn(files, chosen) ? files[chosen] : undefined;
  return file ? { ...head, body: undefined, file } : noFileReply;
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

/** The run succeeded, so its record says nothing of this; the answer has to. */
const noFileReply: WebhookReply = {
  status: 500,
  headers: { 'content-type': 'application/problem+json' },
  body: {
    type: 'https://patchbay.dev/problems/step-failed',
    title: 'The last step gave no such file to answer with',
    status: 500,
    code: 'step-failed',
  },
};
