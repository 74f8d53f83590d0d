import type { RunItem } from '@patchbay/contracts';
import type { LaunchUpload } from '../runs/launch.js';
import { hookItem, type HookRequest } from './hook-request.js';
import { hookUploads, rawUpload } from './hook-upload.js';
import type { WebhookOptions } from './options/webhook-options.js';

const nothing = Buffer.alloc(0);

/** What a run is given of a call: the item that says all of it, and what of its body becomes files. */
export async function readHook(
  request: HookRequest,
  { rawBody, binaryField }: WebhookOptions = {},
): Promise<{ items: RunItem[]; uploads: readonly LaunchUpload[] }> {
  const type = request.headers['content-type'] ?? '';
  const files = rawBody
    ? rawUpload(type, request.body, binaryField)
    : await hookUploads(type, request.body, binaryField);
  // What is kept as it came is not read either: it need not be what its type says.
  const { json } = hookItem(rawBody ? { ...request, body: nothing } : request);
  return { items: [{ json: { ...json, ...files?.json } }], uploads: files?.uploads ?? [] };
}
