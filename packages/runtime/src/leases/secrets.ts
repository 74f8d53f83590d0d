import { type FieldMap, type JsonObject, Secret, splitConfig } from '@patchbay/fields';

/**
 * The texts to redact of a connection: each secret of the opened credentials, each text and number within a
 * secret object, and what its URLs carry: connectors get a URL whole, and a server may say back any part of it.
 */
export function secretTexts(fields: FieldMap, values: JsonObject, credentials: unknown): string[] {
  const texts = new Set<string>();
  collect(credentials, false, texts);
  const { secrets, secretKeys } = splitConfig(fields, values);
  collect(secrets, true, texts);
  if (secretKeys.some((key) => /\/(@userinfo|\?[^/]*)$/.test(key)))
    for (const text of [...texts]) addUrlForms(text, texts);
  return [...texts];
}

function collect(value: unknown, isSecret: boolean, texts: Set<string>): void {
  if (value instanceof Secret) return collect(value.reveal(), true, texts);
  if (typeof value === 'object' && value !== null) {
    if (isSecret && Object.keys(value).length > 0) texts.add(JSON.stringify(value));
    for (const member of Object.values(value)) collect(member, isSecret, texts);
  } else if (isSecret && (typeof value === 'string' || typeof value === 'number')) {
    texts.add(String(value));
  }
}

/** A URL holds `user:password` in percent-encoding; what travels is each part of it, decoded. */
function addUrlForms(text: string, texts: Set<string>): void {
  const colon = text.indexOf(':');
  for (const part of colon === -1 ? [text] : [text.slice(colon + 1), text]) {
    if (part === '') continue;
    texts.add(part);
    try {
      texts.add(decodeURIComponent(part));
    } catch {
      // Not percent-encoded: the text itself is what travels.
    }
  }
}
