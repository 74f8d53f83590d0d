import { formsOf, shortestForm } from './forms.js';
import { Matcher, type Range } from './matcher.js';
import { redactTree } from './redact-tree.js';
import { RedactingStream } from './redacting-stream.js';

/** What stands in the place of a secret. */
export const replacement = '[redacted]';

export type SecretValue = string | { value: string; name?: string };

/** True when a secret is too short to be found within text; the host warns when one is saved. */
export function isTooShortToRedact(value: string): boolean {
  return value.trim().length < shortestForm;
}

/** A redactor for these secrets; more may be added at any time. */
export function createRedactor(secrets: Iterable<SecretValue> = []): Redactor {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.add(secret);
  return redactor;
}

/** Replaces secrets by value, in every form that `forms.ts` knows. With no secret it returns what it is given. */
export class Redactor {
  readonly #forms = new Set<string>();
  readonly #wholeValues = new Set<string>();
  #matcher: Matcher | undefined;
  #longest = 0;

  /** From now on this secret is replaced too, in streams that are open as well. The empty text is no secret. */
  add(secret: SecretValue): void {
    const value = typeof secret === 'string' ? secret : secret.value;
    if (value === '' || this.#wholeValues.has(value)) return;
    this.#wholeValues.add(value);
    for (const form of formsOf(value)) {
      this.#forms.add(form);
      this.#longest = Math.max(this.#longest, form.length);
    }
    this.#matcher = undefined;
  }

  /** Every occurrence replaced. Secrets shorter than six characters stay: they occur in any text. */
  redactText(text: string): string {
    if (this.#forms.size === 0) return text;
    const ranges = this.#current().find(text);
    return ranges.length === 0 ? text : cover(text, ranges, text.length);
  }

  /**
   * Redacts, then cuts to at most `limit` UTF-16 units; the other way round a secret that the cut goes
   * through would no longer be recognised, and its beginning would stay.
   */
  redactAndTruncate(text: string, limit: number): string {
    const redacted = this.redactText(text);
    if (redacted.length <= limit) return redacted;
    const splitsPair = /[\ud800-\udbff]/.test(redacted.charAt(limit - 1));
    return redacted.slice(0, splitsPair ? limit - 1 : limit);
  }

  /** A copy of the bytes with secrets replaced, whatever else the bytes are. */
  redactBytes(bytes: Uint8Array): Buffer {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    return Buffer.from(this.redactText(text), 'latin1');
  }

  /**
   * A copy of a value as JSON would show it, with keys, texts, bytes and whole numbers redacted; a short secret
   * is replaced where it is the whole text. Cycles stay cycles. The value itself is not changed.
   */
  redactValue(value: unknown): unknown {
    if (this.#wholeValues.size === 0) return value;
    return redactTree(value, {
      key: (text) => this.redactText(text),
      text: (text) => (this.#wholeValues.has(text) ? replacement : this.redactText(text)),
      number: (text) =>
        text.length >= shortestForm && this.#wholeValues.has(text) ? replacement : undefined,
      bytes: (bytes) => this.redactBytes(bytes),
      tooDeep: replacement,
    });
  }

  /** Redacts text that comes in pieces. */
  createStream(): RedactingStream {
    return new RedactingStream((text, isLast) => this.#take(text, isLast));
  }

  /** What of a stream's text can be shown by now, and what must wait because a secret may begin in it. */
  #take(text: string, isLast: boolean): [shown: string, held: string] {
    if (this.#forms.size === 0) return [text, ''];
    const matcher = this.#current();
    const ranges = matcher.find(text);
    const open = isLast ? text.length : matcher.openEnd(text, Math.max(0, text.length - this.#longest + 1));
    // A match that reaches into what waits may still grow, so it waits as a whole.
    const end = ranges.find((range) => range[0] < open && range[1] > open)?.[0] ?? open;
    return [cover(text, ranges, end), text.slice(end)];
  }

  #current(): Matcher {
    return (this.#matcher ??= new Matcher(this.#forms));
  }
}

function cover(text: string, ranges: readonly Range[], end: number): string {
  let covered = '';
  let from = 0;
  for (const [start, stop] of ranges) {
    if (start >= end) break;
    covered += text.slice(from, start) + replacement;
    from = stop;
  }
  return covered + text.slice(from, end);
}
