import type { HostCall } from './guest-types.js';

/**
 * QuickJS has no Intl, which Luxon needs for time zones and names. This one asks the host, with JSON both ways.
 * Like the guest it is turned into text and may use nothing from outside.
 */
export function guestIntl(host: HostCall): void {
  'use strict';
  const { parse, stringify } = JSON;
  const Failure = RangeError;
  const { defineProperty } = Object;

  function ask(given: unknown[]): unknown {
    const answer = parse(host('intl', stringify(given))) as { value?: unknown; error?: string };
    if (answer.error !== undefined) throw new Failure(answer.error);
    return answer.value;
  }

  function formatter(kind: string, methods: string[]): unknown {
    // Callable with and without `new`, as the real ones are.
    function Formatter(locale?: unknown, options?: unknown): object {
      // An invalid locale or zone must fail here; Luxon relies on it.
      ask([kind, 'resolvedOptions', locale, options]);
      const made: Record<string, unknown> = {};
      for (const method of methods) {
        made[method] = (...given: unknown[]) => {
          const values = given.map((value) => (value instanceof Date ? value.getTime() : value));
          return ask([kind, method, locale, options, ...values]);
        };
      }
      return made;
    }
    return Formatter;
  }

  const value = {
    DateTimeFormat: formatter('DateTimeFormat', ['format', 'formatToParts', 'resolvedOptions']),
    NumberFormat: formatter('NumberFormat', ['format', 'formatToParts', 'resolvedOptions']),
    RelativeTimeFormat: formatter('RelativeTimeFormat', ['format', 'formatToParts', 'resolvedOptions']),
    ListFormat: formatter('ListFormat', ['format', 'formatToParts', 'resolvedOptions']),
  };
  defineProperty(globalThis, 'Intl', { value });
}
