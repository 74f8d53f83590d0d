import { isObject, type JsonValue } from './json.js';
import { pointerTo } from './pointer.js';

/*
 * A named secret is read as `{{ $secrets.API_KEY }}`, within a text that begins with `=`. Its name stands in the
 * text: so what a pattern or connection uses is known when it is saved, and a run gets these and no others.
 */

/** The secrets that the text at a place reads. */
export interface SecretReads {
  /** JSON pointer of the text. */
  pointer: string;
  names: string[];
  /** `$secrets` stands there in another way than before a name, for instance as `$secrets[$json.which]`. */
  isMisused: boolean;
}

export const secretName = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** Told to whoever writes `$secrets` otherwise; computed, the name would decide at run time who gets what. */
export const misusedSecrets = 'may read secrets only by their names, such as {{ $secrets.API_KEY }}';

/** Every read of secrets in a value, however deep. */
export function secretReads(value: unknown, pointer = ''): SecretReads[] {
  if (typeof value === 'string') {
    if (!value.startsWith('=') || !value.includes('$secrets')) return [];
    const { names, isMisused } = secretNames(value);
    return names.length > 0 || isMisused ? [{ pointer, names, isMisused }] : [];
  }
  if (!Array.isArray(value) && !isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => secretReads(member, pointerTo(pointer, key)));
}

/** The names that a text reads. */
export function secretNames(text: string): { names: string[]; isMisused: boolean } {
  const reads = [...text.matchAll(read)].map(
    ([, dotted, double, single]) => dotted ?? double ?? single ?? '',
  );
  const names = [...new Set(reads)].filter((name) => secretName.test(name));
  const mentions = [...text.matchAll(mention)].length;
  return { names, isMisused: mentions !== reads.length || reads.some((name) => !secretName.test(name)) };
}

const mention = /(?<![\w$])\$secrets(?![\w$])/g;
const read =
  /(?<![\w$])\$secrets(?:\s*\??\.\s*([A-Za-z_$][\w$]*)|\s*(?:\?\.)?\s*\[\s*(?:"([^"\\\n]*)"|'([^'\\\n]*)')\s*\])/g;

/**
 * Whether a text takes a named secret as its whole value, perhaps behind the word of a scheme: `={{ $secrets.KEY }}`,
 * `=Bearer {{ $secrets.KEY }}`. In a place for secrets nothing else does, and so no part of a password that happens
 * to look like this is stored readable.
 */
export function isSecretTemplate(value: JsonValue): value is string {
  return typeof value === 'string' && strict.test(value);
}

/** The text with the values in place of the reads; what has no value stays. */
export function fillSecrets(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(embedded, (whole, inner: string) => {
    const [name] = secretNames(inner).names;
    return name !== undefined && Object.hasOwn(values, name) ? (values[name] ?? whole) : whole;
  });
}

/** The text without its reads of secrets. */
export function withoutSecrets(text: string): string {
  return text.replaceAll(embedded, '');
}

const name = String.raw`(?:\s*\.\s*[A-Za-z]\w{0,63}|\s*\[\s*(?:"[A-Za-z]\w{0,63}"|'[A-Za-z]\w{0,63}')\s*\])`;
const embedded = new RegExp(String.raw`\{\{\s*(\$secrets${name})\s*\}\}`, 'g');
const strict = new RegExp(String.raw`^=(?:[A-Za-z][A-Za-z-]{0,30} )?\{\{\s*\$secrets${name}\s*\}\}$`);
