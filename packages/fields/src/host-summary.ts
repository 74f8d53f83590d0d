import type { FieldMap } from './field.js';
import { flaggedValues } from './flagged.js';
import { getOwn, type JsonObject } from './json.js';
import { parsePointer } from './pointer.js';

/**
 * One line for lists, from the plain identity fields: `db.example.com:5432/shop`, `api.example.com/v1`,
 * `/data/shop.db`. User names are left out. Undefined when there is nothing to say.
 */
export function hostSummary(fields: FieldMap, values: JsonObject): string | undefined {
  let port = '';
  const names: string[] = [];
  for (const [pointer, value] of flaggedValues(fields, values, 'identity')) {
    const [key = ''] = parsePointer(pointer);
    const kind = getOwn(fields, key)?.kind;
    if (kind === 'port' && typeof value === 'number') port = `:${String(value)}`;
    else if (typeof value === 'string' && value !== '' && !/user|login|role/i.test(key))
      names.push(withoutScheme(value));
  }
  const [host, ...rest] = names;
  return host === undefined ? undefined : [host + port, ...rest].join('/');
}

/** Query and fragment are noise in a list. */
function withoutScheme(text: string): string {
  const url = /^[a-z][a-z0-9+.-]*:\/\/([^?#]*)/i.exec(text)?.[1];
  return url === undefined ? text : url.replace(/\/$/, '');
}
