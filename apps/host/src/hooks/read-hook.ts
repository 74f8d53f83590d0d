import type { RunItem } from '@patchbay/contracts';
import type { LaunchUpload } from '../runs/launch.js';
import { hookItem, type HookRequest } from './hook-request.js';
import { hookUploads } from './hook-upload.js';

/** What a run is given of a call: the item that says all of it, and what of its body becomes files. */
export async function readHook(
  request: HookRequest,
): Promise<{ items: RunItem[]; uploads: readonly LaunchUpload[] }> {
  const { json } = hookItem(request);
  const files = await hookUploads(request.headers['content-type'] ?? '', request.body);
  return { items: [{ json: { ...json, ...files?.json } }], uploads: files?.uploads ?? [] };
}
