import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { secrets } from './fixtures.spec.support.js';
import { createRedactor } from './index.js';

type Encoder = (text: string) => string;

const bytes = (text: string) => Buffer.from(text, 'utf8');
const unicodeEscapes: Encoder = (text) =>
  JSON.stringify(text).replace(
    /[^\0-~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
const lowerPercent: Encoder = (text) =>
  encodeURIComponent(text).replace(/%../g, (escape) => escape.toLowerCase());

/** Written without the code under test: what real writers make of a text. */
const encodings: Record<string, Encoder> = {
  raw: (text) => text,
  JSON: (text) => JSON.stringify(text),
  'JSON within JSON': (text) => JSON.stringify(JSON.stringify({ text })),
  'JSON in ASCII': unicodeEscapes,
  'JSON in ASCII, upper hex': (text) =>
    unicodeEscapes(text).replace(/\\u..../g, (e) => `\\u${e.slice(2).toUpperCase()}`),
  'JSON with escaped slashes': (text) => JSON.stringify(text).replaceAll('/', '\\/'),
  'JSON of PHP': (text) => unicodeEscapes(text).replaceAll('/', '\\/'),
  'JSON of Go': (text) =>
    JSON.stringify(text).replace(/[<>&]/g, (unit) => `\\u00${unit.charCodeAt(0).toString(16)}`),
  encodeURIComponent,
  'encodeURIComponent, lower hex': lowerPercent,
  encodeURI,
  'RFC 3986 percent': (text) =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
  'encodeURIComponent with + for blanks': (text) => encodeURIComponent(text).replaceAll('%20', '+'),
  'form with +': (text) => new URLSearchParams({ q: text }).toString(),
  'every byte in percent': (text) => bytes(text).toString('hex').replace(/../g, '%$&').toUpperCase(),
  'every byte in percent, lower hex': (text) => bytes(text).toString('hex').replace(/../g, '%$&'),
  hex: (text) => bytes(text).toString('hex'),
  HEX: (text) => bytes(text).toString('hex').toUpperCase(),
  'UTF-8 read as latin1': (text) => bytes(text).toString('latin1'),
};
for (const format of ['base64', 'base64url'] as const) {
  for (const before of ['', 'x', 'xy', 'user:', 'admin:', 'user42:']) {
    for (const behind of ['', '!', '!!']) {
      encodings[`${format} of ${before}…${behind}`] = (text) =>
        bytes(before + text + behind).toString(format);
    }
  }
}

/** Characters of base64 at both ends that hold bits of the neighbours too. */
const sharedEdges = 4;

describe('A redactor of 20 secrets', () => {
  const redactor = createRedactor(secrets);
  const surroundings: [string, string][] = [
    ['', ''],
    ['before ', ''],
    ['', ' after'],
    ['x'.repeat(999), '\n{"a":1}'],
    ['é🔑', '密'],
  ];

  for (const [name, encode] of Object.entries(encodings)) {
    it(`replaces each of them as ${name}, wherever it stands`, () => {
      for (const secret of secrets) {
        const encoded = encode(secret);
        for (const [before, behind] of surroundings) {
          const redacted = redactor.redactText(before + encoded + behind);
          assert.ok(redacted.includes('[redacted]'), `${secret} as ${encoded} gave ${redacted}`);
          assert.ok(redacted.startsWith(before) && redacted.endsWith(behind), redacted);
          const frame = before.length + encode('').length + '[redacted]'.length + behind.length;
          assert.ok(redacted.length <= frame + sharedEdges, `${encoded} left ${redacted}`);
        }
      }
    });
  }

  it('leaves other text alone', () => {
    const text = JSON.stringify({ hunter: 2, password: 'hunter2-hunter', path: '/a/b?c=d%20e', n: 9021055 });
    assert.equal(redactor.redactText(text), text);
  });
});
