import type { WebhookReply } from '@patchbay/plugin-sdk';
import type { HookReply } from '@patchbay/protocol';

/** A node's answer to a webhook as it travels: text as it is, bytes in base64, a file by its name, anything else as JSON. */
export function hookReply(runId: string, { status, headers = {}, body, file }: WebhookReply): HookReply {
  if (file) return { runId, status, headers, body: '', encoding: 'utf8', file };
  if (typeof body === 'string') return { runId, status, headers, body, encoding: 'utf8' };
  if (body instanceof Uint8Array) {
    return { runId, status, headers, body: Buffer.from(body).toString('base64'), encoding: 'base64' };
  }
  const typed = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return {
    runId,
    status,
    headers: typed ? headers : { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: body === undefined ? '' : JSON.stringify(body),
    encoding: 'utf8',
  };
}
