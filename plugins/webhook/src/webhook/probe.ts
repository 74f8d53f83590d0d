import {
  type NotifierCapability,
  PatchbayError,
  type TestResult,
  type WebhookAnswer,
} from '@patchbay/plugin-sdk';
import { send, type WebhookClient } from './client.js';

/** Sends a small payload that says by its header `X-Test` that it is none. */
export async function probe(client: WebhookClient, signal: AbortSignal): Promise<TestResult> {
  const payload = { test: true, source: 'Patchbay', sentAt: new Date().toISOString() };
  const answer = await send(client, payload, {
    signal,
    headers: { 'X-Test': 'true' },
    withinMs: longestTestMs,
  });
  const problem = refusal(answer);
  if (!problem) return { ok: true, message: `Status ${answer.status}` };
  const outcome = problem.code === 'connect-auth-failed' ? 'authFailed' : 'protocol';
  return { ok: false, outcome, message: problem.message };
}

export function notifierOf(client: WebhookClient): NotifierCapability {
  return {
    async notify({ subject, bodyText, severity, source }, { signal }) {
      const sentAt = new Date().toISOString();
      const problem = refusal(
        await send(client, { subject, bodyText, severity, source, sentAt }, { signal }),
      );
      if (problem) throw problem;
    },
    async healthCheck({ signal }) {
      const result = await probe(client, signal);
      if (result.ok) return;
      const code = result.outcome === 'authFailed' ? 'connect-auth-failed' : 'send-refused';
      throw new PatchbayError(code, result.message);
    },
  };
}

/** Below the ten seconds that a test may take. */
const longestTestMs = 8_000;

/** Why an answer is no success; nothing of its text, which may repeat what it was sent. */
function refusal({ status }: WebhookAnswer): PatchbayError | undefined {
  if (status < 300) return undefined;
  if (status === 401 || status === 403)
    return new PatchbayError(
      'connect-auth-failed',
      `The receiver refused the credentials (status ${status}).`,
    );
  const detail =
    status < 400
      ? `The receiver redirects to another address (status ${status}), and nothing was delivered. Enter that address if it is right.`
      : `The receiver answered with status ${status}.`;
  return new PatchbayError('send-refused', detail);
}
