import type { Readable } from 'node:stream';
import type { FileStore, HttpResponse, Item, JsonObject, JsonValue } from '@patchbay/plugin-sdk';
import { isObject } from '../values/lists.js';
import { define } from '../values/paths.js';
import type { Given } from './parameters.js';

/** The answer as a file of the run, written as it comes, with the status and the headers as data. */
export async function fileItem(
  files: FileStore,
  { status, statusText, headers, stream }: HttpResponse & { stream: Readable },
  { url, outputBinaryField, fullResponse }: Pick<Given, 'url' | 'outputBinaryField' | 'fullResponse'>,
): Promise<Item> {
  const mimeType = first(headers['content-type'])?.split(';')[0]?.trim() || 'application/octet-stream';
  const fileName = nameIn(first(headers['content-disposition'])) ?? nameOf(url);
  const file = await files.write(stream, { mimeType, ...(fileName === undefined ? {} : { fileName }) });
  const json = fullResponse ? { statusCode: status, statusMessage: statusText, headers } : {};
  return { json, binary: { [outputBinaryField]: file } };
}

/** A list in the answer becomes one item per entry, as does n8n's node of this name. */
export function jsonOf(
  { status, statusText, headers }: HttpResponse,
  body: JsonValue,
  { fullResponse, outputField }: Pick<Given, 'fullResponse' | 'outputField'>,
): JsonObject[] {
  if (fullResponse) return [{ statusCode: status, statusMessage: statusText, headers, body }];
  return (Array.isArray(body) ? body : [body]).map((each) =>
    isObject(each) ? each : define({}, outputField || 'data', each),
  );
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** Only the last part of a path, whatever the server calls the file. */
function nameIn(disposition: string | undefined): string | undefined {
  const name = /filename="?([^";]+)"?/iu.exec(disposition ?? '')?.[1];
  return name?.split(/[\\/]/u).at(-1) || undefined;
}

function nameOf(url: string): string | undefined {
  const name =
    url
      .replace(/[?#].*$/su, '')
      .split('/')
      .at(-1) ?? '';
  return /\.\w{1,10}$/u.test(name) ? name : undefined;
}
