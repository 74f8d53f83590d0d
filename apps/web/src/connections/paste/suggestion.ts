import type { SmartPasteAnswer } from '@patchbay/contracts';
import type { FieldMap, JsonObject } from '@patchbay/fields';
import { getOwn } from '../../fields/values.js';

/** What a pasted text fills: a connection's values for one connector. */
export interface Filling {
  format: SmartPasteAnswer['format'];
  type: string;
  displayName: string;
  name: string;
  config: JsonObject;
  /** Names of what was read and found no field. */
  unmapped: string[];
}

/** Of a connector when one is given, else the best. */
export function fillingFrom(answer: SmartPasteAnswer, type?: string): Filling | undefined {
  for (const { name, suggestions } of answer.connections) {
    const chosen = type === undefined ? suggestions[0] : suggestions.find((one) => one.type === type);
    if (chosen === undefined) continue;
    const { displayName, unmapped } = chosen;
    const config = chosen.config as JsonObject;
    const { format } = answer;
    // Certificates do not say what they are for.
    return { format, type: chosen.type, displayName, name: format === 'pem' ? '' : name, config, unmapped };
  }
  return undefined;
}

/** Names of the filled fields, as the form shows them. */
export function filledNames(fields: FieldMap, keys: readonly string[]): string {
  const names = keys.map((key) => getOwn(fields, key)?.displayName ?? key);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
