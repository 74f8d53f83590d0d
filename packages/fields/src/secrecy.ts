import type { Field } from './field.js';

/**
 * Whether the whole value of a connection's field is secret. Headers are not: their names are plain and
 * their values secret. Collections are split field by field.
 */
export function isSecretField(field: Field): boolean {
  switch (field.kind) {
    case 'secret':
    case 'fileContent':
    case 'json':
      return true;
    case 'hidden':
      return field.plain !== true;
    default:
      return false;
  }
}

/** Stops a pasted private key from landing in a readable field, whatever the field calls itself. */
export function holdsPrivateKey(text: string): boolean {
  return /PRIVATE KEY/i.test(text);
}
