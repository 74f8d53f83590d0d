import { wrong } from '../values/lists.js';

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Replaces `&lt;`, `&#65;` and `&#x41;`. Each is replaced once, so that `&amp;lt;` stays `&lt;`. */
export function decodeReferences(text: string): string {
  return text.replace(/&([^;&\s]{0,32});?/gu, (reference, name: string) => {
    const decoded = reference.endsWith(';') ? decode(name) : undefined;
    if (decoded === undefined)
      throw wrong(
        'dataPropertyName',
        `names a field whose XML has a reference that is not defined: ${reference}`,
      );
    return decoded;
  });
}

function decode(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([\da-f]+)|(\d+))$/iu.exec(name) ?? [];
  if (hex === undefined && decimal === undefined) return Object.hasOwn(named, name) ? named[name] : undefined;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}
