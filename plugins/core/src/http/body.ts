import type { FileStore, HttpRequest, Item, JsonObject, JsonValue } from '@patchbay/plugin-sdk';
import { fileOf } from '../files/reference.js';
import { fileSource } from '../files/source.js';
import { isObject, nameList, wrong } from '../values/lists.js';
import { plainText } from '../values/plain-text.js';
import { multipart, type Part } from './multipart.js';
import type { Given } from './parameters.js';

/** The body of a request and the headers that it brings; files of the item are read while they are sent. */
export function bodyOf(
  given: Given,
  item: Item | undefined,
  files: FileStore,
): Pick<HttpRequest, 'body' | 'headers'> {
  const { bodyType, body, bodyBinaryField, headers } = given;
  switch (bodyType) {
    case 'form':
      return { body: urlEncoded(body), headers: { 'content-type': formType, ...lowerCase(headers) } };
    case 'multipart':
      return { body: multipart([...fieldsOf(body), ...filesOf(given.bodyFiles, item, files)]), headers };
    case 'auto':
      if (bodyBinaryField)
        return { body: fileSource(files, fileOf(item, bodyBinaryField, 'bodyBinaryField')), headers };
      return body === undefined || body === null ? { headers } : { body, headers };
  }
}

const formType = 'application/x-www-form-urlencoded';

/** So that a type that somebody named replaces ours instead of standing beside it. */
function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** A text is taken as encoded already: `a=1&b=2`. */
function urlEncoded(body: JsonValue | undefined): string {
  if (typeof body === 'string') return body;
  const encoded = new URLSearchParams();
  for (const { name, value } of fieldsOf(body)) encoded.append(name, value);
  return encoded.toString();
}

/** A list gives the field once for each entry; an absent value leaves it out. */
function fieldsOf(body: JsonValue | undefined): (Part & { value: string })[] {
  const fields: JsonValue = body ?? {};
  if (!isObject(fields)) throw wrong('body', 'is not an object { name: value }, as a form needs');
  return Object.entries(fields).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).flatMap((each) =>
      each === null ? [] : [{ name, value: plainText(each) }],
    ),
  );
}

/** `{ field: name of the file, or a list of names }`; of a list of names each file has its own as the field. */
function filesOf(given: JsonValue, item: Item | undefined, files: FileStore): Part[] {
  const byField: JsonObject = isObject(given)
    ? given
    : Object.fromEntries(nameList(given, 'bodyFiles').map((name) => [name, name]));
  return Object.entries(byField).flatMap(([field, names]) =>
    nameList(names, 'bodyFiles').map((name) => {
      const reference = fileOf(item, name, 'bodyFiles');
      return {
        name: field,
        value: { ...fileSource(files, reference), fileName: reference.fileName ?? name },
      };
    }),
  );
}
