import type { HttpRequest, JsonValue } from '@patchbay/plugin-sdk';
import { isObject, wrong } from '../values/lists.js';
import { plainText } from '../values/plain-text.js';
import type { Given } from './parameters.js';

/** All of a request but its body. */
export function requestOf({ method, url, query, headers, responseFormat, options }: Given): HttpRequest {
  const { timeout, maxRedirects, arrayFormat = 'repeat' } = options;
  return {
    method,
    url,
    query: queryOf(query, arrayFormat),
    headers,
    responseFormat: responseFormat === 'file' ? 'stream' : responseFormat,
    ...(timeout === undefined ? {} : { timeoutMs: timeout * 1_000 }),
    ...(maxRedirects === undefined ? {} : { maxRedirects }),
  };
}

type ArrayFormat = NonNullable<Given['options']['arrayFormat']>;

/** An absent value leaves its parameter out. */
function queryOf(query: JsonValue, format: ArrayFormat): Record<string, string | string[]> {
  if (!isObject(query)) throw wrong('query', 'is not an object { name: value }');
  const present = Object.entries(query).filter(([, value]) => value !== null);
  return Object.fromEntries(
    present.flatMap(([name, value]): [string, string | string[]][] => {
      if (!Array.isArray(value)) return [[name, plainText(value)]];
      const texts = value.map(plainText);
      if (format === 'indices') return texts.map((text, index) => [`${name}[${index}]`, text]);
      return [[format === 'brackets' ? `${name}[]` : name, texts]];
    }),
  );
}
