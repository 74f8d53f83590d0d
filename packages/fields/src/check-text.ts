import type { Field } from './field.js';
import { limits } from './limits.js';
import { matchesPattern } from './safe-regex.js';
import { holdsPrivateKey } from './secrecy.js';

/** What is wrong with a text, in words that never contain it. */
export function textProblems(field: Field, text: string): string[] {
  const problems = [...shapeProblems(field, text), ...formatProblems(field, text)];
  const { pattern } = field;
  if (pattern !== undefined && text !== '' && !matchesPattern(pattern.regex, text))
    problems.push(pattern.message);
  return problems;
}

function shapeProblems({ kind }: Field, text: string): string[] {
  const problems: string[] = [];
  const longest = kind === 'text' || kind === 'hidden' ? limits.text : limits.longText;
  if (text.length > longest) problems.push(`must not be longer than ${String(longest)} characters`);
  // A secret is sealed as JSON, which keeps any text; the store's columns would give half a character back as another.
  if (kind === 'secret') return problems;
  if (/\p{Surrogate}/u.test(text)) problems.push('holds half of a surrogate pair');
  if (kind === 'text') {
    // Line breaks and NUL in a host, user or path are how requests are split and C drivers are cut short.
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    if (/[\0-\x1f\x7f]/.test(text)) problems.push('must not contain control characters or line breaks');
  } else if (text.includes('\0')) {
    problems.push('must not contain the NUL character');
  }
  return problems;
}

function formatProblems(field: Field, text: string): string[] {
  if (text === '') return [];
  if (field.kind === 'pem') return certificateProblems(text);
  if (field.kind !== 'secret') return [];
  if (field.format === 'json') return isJsonText(text) ? [] : ['must be JSON text'];
  if (field.format !== 'pem-private-key') return [];
  const isPem = /-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----[\s\S]+-----END \1-----/.test(text);
  return isPem ? [] : ['must be a private key in PEM form (-----BEGIN … PRIVATE KEY-----)'];
}

/** A pem field is readable, so a pasted private key must not land in it. */
function certificateProblems(text: string): string[] {
  if (holdsPrivateKey(text)) return ['holds a private key; only certificates belong here'];
  const isPem = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]+-----END \1-----/.test(text);
  return isPem ? [] : ['must be PEM text (-----BEGIN CERTIFICATE-----)'];
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
