import {
  type JsonValue,
  type NotifierCapability,
  PatchbayError,
  type TestResult,
  type WebhookAnswer,
} from '@patchbay/plugin-sdk';
import { type Endpoint, post } from '../post.js';
import { slackMessage } from './message.js';

export function notifierOf(endpoint: Endpoint): NotifierCapability {
  return {
    async notify(notification, { signal }) {
      const answer = await postJson(endpoint, slackMessage(notification), { signal });
      if (answer.status >= 300) throw refusal(answer);
    },
    async healthCheck({ signal }) {
      const problem = await unreachable(endpoint, signal);
      if (problem) throw problem;
    },
  };
}

export async function probe(endpoint: Endpoint, signal: AbortSignal): Promise<TestResult> {
  const problem = await unreachable(endpoint, signal);
  if (!problem) return { ok: true, message: 'Slack knows the address; nothing was posted' };
  const outcome = problem.code === 'connect-auth-failed' ? 'authFailed' : 'protocol';
  return { ok: false, outcome, message: problem.message };
}

/** Slack has no test: an empty message, which it refuses for its content only when it knows the address. */
async function unreachable(endpoint: Endpoint, signal: AbortSignal): Promise<PatchbayError | undefined> {
  const answer = await postJson(endpoint, {}, { signal, withinMs: longestTestMs });
  if (answer.status === 400 && emptyRefused.has(reasonOf(answer))) return undefined;
  if (answer.status >= 300) return refusal(answer);
  return new PatchbayError(
    'connect-protocol',
    `The server took an empty message (status ${answer.status}), which Slack does not.`,
  );
}

/** Below the ten seconds that a test may take. */
const longestTestMs = 8_000;
const emptyRefused = new Set(['no_text', 'invalid_payload', 'missing_text_or_fallback_or_attachments']);

function postJson(
  endpoint: Endpoint,
  payload: JsonValue,
  options: { signal: AbortSignal; withinMs?: number },
): Promise<WebhookAnswer> {
  const headers = { 'Content-Type': 'application/json' };
  return post(endpoint, { headers, body: JSON.stringify(payload), ...options });
}

function refusal(answer: WebhookAnswer): PatchbayError {
  const reason = reasonOf(answer);
  const words = `(status ${answer.status}${reason && `, ${reason}`})`;
  if ([401, 403, 404, 410].includes(answer.status)) {
    return new PatchbayError(
      'connect-auth-failed',
      `Slack does not accept the webhook URL ${words}. Create a new one if it was revoked or its channel is gone.`,
    );
  }
  const again = answer.status === 429 ? ' It limits how often one may post; try again later.' : '';
  return new PatchbayError('send-refused', `Slack did not take the message ${words}.${again}`);
}

/** Slack's own words for a refusal. Any other text is not passed on: it may repeat the address, which is the credential. */
function reasonOf({ body }: WebhookAnswer): string {
  const text = typeof body === 'string' ? body.trim() : '';
  return known.has(text) || emptyRefused.has(text) ? text : '';
}

const known = new Set([
  'action_prohibited',
  'channel_is_archived',
  'channel_not_found',
  'invalid_token',
  'no_active_hooks',
  'no_service',
  'no_service_id',
  'no_team',
  'posting_to_general_channel_denied',
  'rate_limited',
  'team_disabled',
  'too_many_attachments',
  'user_not_found',
]);
