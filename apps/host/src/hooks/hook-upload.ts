import { PatchbayError } from '@patchbay/errors';
import type { LaunchUpload } from '../runs/launch.js';

export interface HookBody {
  /** What the item holds of it. */
  json: Record<string, unknown>;
  /** What becomes a file. */
  uploads: LaunchUpload[];
}

const plainTypes = /^(?:text\/|application\/x-www-form-urlencoded$|.*[/+](?:json|xml)$)/u;

/** What is to become files; undefined for a body that an item can hold as it is. */
export function hookUploads(contentType: string, bytes: Buffer, key?: string): Promise<HookBody> | undefined {
  const type = plainType(contentType);
  if (bytes.length === 0 || type === '' || plainTypes.test(type)) return undefined;
  if (type === 'multipart/form-data') return formBody(bytes, contentType);
  return Promise.resolve(wholeBody(type, bytes, key));
}

/** The body as a file, whatever its type is; undefined when there is none. */
export function rawUpload(contentType: string, bytes: Buffer, key?: string): HookBody | undefined {
  return bytes.length === 0 ? undefined : wholeBody(plainType(contentType), bytes, key);
}

function wholeBody(type: string, bytes: Buffer, key = 'data'): HookBody {
  const mimeType = (type === '' ? 'application/octet-stream' : type).slice(0, 255);
  return { json: { body: null }, uploads: [{ key, bytes, mimeType }] };
}

function plainType(contentType: string): string {
  return contentType.split(';')[0]?.trim().toLowerCase() ?? '';
}

/** A form: its texts as an object, each file under the name of its field. */
async function formBody(bytes: Buffer, contentType: string): Promise<HookBody> {
  const form = await parseForm(bytes, contentType);
  const texts: [string, string][] = [];
  const uploads: LaunchUpload[] = [];
  for (const [name, value] of form) {
    if (typeof value === 'string') texts.push([name, value]);
    else uploads.push({ ...(await uploadOf(value)), key: freeKey(name, uploads) });
  }
  return { json: { body: Object.fromEntries(texts) }, uploads };
}

/** @throws PatchbayError `invalid-request` for what is no form */
export async function parseForm(bytes: Buffer, contentType: string): Promise<FormData> {
  try {
    const answer = new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } });
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- warns of bodies without a limit; this one is in memory
    return await answer.formData();
  } catch {
    throw new PatchbayError('invalid-request', 'The body says that it is a form, but it cannot be read.');
  }
}

export async function uploadOf(file: File): Promise<Omit<LaunchUpload, 'key'>> {
  const bytes = Buffer.from(await file.arrayBuffer());
  // Only the last part: some senders give the whole path on their machine.
  const fileName = file.name.split(/[\\/]/u).at(-1)?.slice(0, 255) ?? '';
  const mimeType = (file.type || 'application/octet-stream').slice(0, 255);
  return { bytes, mimeType, ...(fileName === '' ? {} : { fileName }) };
}

/** A field may hold several files. */
export function freeKey(name: string, uploads: readonly LaunchUpload[]): string {
  for (let count = 0; ; count += 1) {
    const key = count === 0 ? name : `${name}${count}`;
    if (uploads.every((upload) => upload.key !== key)) return key;
  }
}
