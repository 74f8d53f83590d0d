import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { secrets, seeded } from './fixtures.spec.support.js';
import { formsOf } from './forms.js';
import { createRedactor, type Redactor } from './index.js';

describe('A redacting stream', () => {
  const all = createRedactor(secrets);

  it('finds every form of 20 secrets cut in two at every place', () => {
    for (const secret of secrets) {
      for (const form of formsOf(secret)) {
        const text = `a ${form} z`;
        const whole = all.redactText(text);
        for (let cut = 0; cut <= text.length; cut++) {
          assert.equal(stream(all, [text.slice(0, cut), text.slice(cut)]), whole, `${form} cut at ${cut}`);
        }
      }
    }
  });

  it('finds them when text comes unit by unit', () => {
    const text = `${secrets.join(' and ')}|${JSON.stringify(secrets)}`;
    assert.equal(stream(all, text.split('')), all.redactText(text));
  });

  it('finds them when bytes are cut within a character', () => {
    const text = `a ${secrets[9]} and ${secrets[10]} z`;
    const bytes = Buffer.from(text);
    const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
    assert.equal(stream(all, pieces), 'a [redacted] and [redacted] z');
  });

  it('holds back only what could be the beginning of a secret', () => {
    const open = createRedactor(['alpha-secret']).createStream();
    assert.equal(open.push('plain text '), 'plain text ');
    assert.equal(open.push('al'), '');
    assert.equal(open.push('so alpha-sec'), 'also ');
    assert.equal(open.push('ret!'), '[redacted]!');
    assert.equal(open.push('alpha'), '');
    assert.equal(open.flush(), 'alpha');
    assert.equal(open.flush(), '');
  });

  it('waits where a match may grow into a longer one or overlap the next', () => {
    const redactor = createRedactor(['abcdef', 'abcdefghij', 'defghxyz']);
    for (const text of ['abcdefghij', 'abcdefghxyz', 'abcdefgh', '__abcdef__']) {
      assert.equal(stream(redactor, text.split('')), redactor.redactText(text), text);
    }
  });

  it('replaces a secret that was added while part of it was waiting', () => {
    const redactor = createRedactor(['alpha-secret']);
    const open = redactor.createStream();
    assert.equal(open.push('alpha-'), '');
    redactor.add('alpha-two');
    assert.equal(open.push('two') + open.flush(), '[redacted]');
  });

  it('gives the same as the whole text, for 3,000 random cases', () => {
    const random = seeded(20_261_120);
    for (let run = 0; run < 3_000; run++) {
      const given = Array.from({ length: 1 + pick(random, 4) }, () => word(random, 6 + pick(random, 6)));
      const text = Array.from({ length: 12 }, () =>
        random() < 0.4 ? given[pick(random, given.length)] : word(random, 4),
      ).join('');
      const redactor = createRedactor(given);
      const whole = redactor.redactText(text);
      assert.equal(stream(redactor, pieces(random, text)), whole, JSON.stringify({ given, text }));
      assert.equal(whole, byBruteForce(given, text), JSON.stringify({ given, text }));
    }
  });
});

function stream(redactor: Redactor, chunks: (string | Uint8Array)[]): string {
  const open = redactor.createStream();
  return chunks.map((chunk) => open.push(chunk)).join('') + open.flush();
}

const pick = (random: () => number, below: number) => Math.floor(random() * below);

/** From three letters only, so that secrets overlap, repeat and contain one another often. */
function word(random: () => number, length: number): string {
  return Array.from({ length }, () => 'ab!'.charAt(pick(random, 3))).join('');
}

function pieces(random: () => number, text: string): string[] {
  const size = 1 + pick(random, 9);
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
}

/** The rule written down plainly: cover all occurrences of all forms, then replace each connected stretch. */
function byBruteForce(given: string[], text: string): string {
  const ends = new Map<number, number>();
  for (const form of given.flatMap((secret) => [...formsOf(secret)])) {
    for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + 1)) {
      ends.set(at, Math.max(ends.get(at) ?? 0, at + form.length));
    }
  }
  let redacted = '';
  let covered = 0;
  for (let at = 0; at < text.length; at++) {
    const end = ends.get(at) ?? 0;
    if (end > 0 && at >= covered) redacted += '[redacted]';
    covered = Math.max(covered, end);
    if (at >= covered) redacted += text.charAt(at);
  }
  return redacted;
}
