import { PatchbayError } from '@patchbay/errors';
import { type FieldMap, joinConfig, type JsonObject, type SplitConfig, splitConfig } from '@patchbay/fields';

/**
 * Whether a column of sealed texts holds one that our vault made, whole or damaged, or of a later format. Only what
 * is certainly none may be taken for a readable secret: sealing a sealed text would bury it.
 */
export function isSealed(text: string): boolean {
  return text.startsWith(magic);
}

/** The first five characters of the envelope's magic, in base64. */
const magic = 'UEJFV';

/** @throws PatchbayError `validation-failed` for what is no JSON object; the text is not quoted, it may be a secret */
export function readUnsealed(text: string): JsonObject {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch {
    // Said below, as for any other text.
  }
  throw new PatchbayError('validation-failed', 'It is neither sealed nor a JSON object of secrets.');
}

export interface Stored {
  config: JsonObject;
  secretKeys: readonly string[];
  /** The sealed text, or what lies in its place. */
  text: string;
}

/**
 * What is readable and what is secret of a row, taken apart anew; undefined when the row is as it should be.
 * @param open opens the sealed text; undefined when that fails
 * @throws PatchbayError `validation-failed`, `open-failed` when the row must stay as it is
 */
export function splitAnew(
  fields: FieldMap | undefined,
  { config, secretKeys, text }: Stored,
  open: () => JsonObject | undefined,
): SplitConfig | undefined {
  const sealed = isSealed(text);
  const isPlain = fields === undefined || splitConfig(fields, config).secretKeys.length === 0;
  if (sealed && isPlain) return undefined;
  const secrets = sealed ? open() : readUnsealed(text);
  if (secrets === undefined) throw new PatchbayError('open-failed', 'What is sealed of it does not open.');
  // The sealed value wins over a readable one, as it does for every lease.
  if (fields !== undefined) return splitConfig(fields, joinConfig(config, secrets));
  const known = new Set([...secretKeys, ...splitConfig(undefined, secrets).secretKeys]);
  return { config, secrets, secretKeys: [...known] };
}
