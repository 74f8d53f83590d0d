import { PatchbayError } from '@patchbay/errors';

/**
 * Parses a JSON body; an empty one is no body.
 * @throws PatchbayError `malformed-json`
 */
export function parseJsonBody(text: string): unknown {
  if (text === '') return undefined;
  refuseDeep(text);
  try {
    // A reviver makes parsing several times slower, so it runs only where a forbidden name can be.
    return suspicious.test(text) ? JSON.parse(text, refusePoison) : JSON.parse(text);
  } catch (error) {
    if (error instanceof PatchbayError) throw error;
    throw new PatchbayError('malformed-json');
  }
}

const suspicious = /__proto__|constructor|\\u/;

const deepest = 100;

/** Nested a hundred thousand times, two bytes each, a body would exhaust the stack of whoever walks it. */
function refuseDeep(text: string): void {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === quote) inString = !inString;
    else if (inString) at += unit === backslash ? 1 : 0;
    else if (unit === openBrace || unit === openBracket) depth += 1;
    else if (unit === closeBrace || unit === closeBracket) depth -= 1;
    if (depth > deepest)
      throw new PatchbayError('malformed-json', `The body is nested more than ${deepest} times.`);
  }
}

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/** Merged into another object, such a key would change the prototype of everything in the process. */
function refusePoison(this: unknown, key: string, value: unknown): unknown {
  const poisons = key === '__proto__' || (key === 'constructor' && isObjectWith(value, 'prototype'));
  if (poisons) throw new PatchbayError('malformed-json', 'The body has a member with a forbidden name.');
  return value;
}

function isObjectWith(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}
