import type { HostCall } from './guest-types.js';

/** The `console` of code: each call is a line of the step's log. Turned into text like the other parts of the guest. */
export function guestConsole(host: HostCall): object {
  'use strict';
  const { stringify } = JSON;
  const text = String;
  const longest = 4_000;

  function shown(value: unknown): string {
    if (typeof value === 'string') return value;
    try {
      const json: unknown = stringify(value);
      return typeof json === 'string' ? json : text(value);
    } catch {
      return '[a value that cannot be shown]';
    }
  }

  function log(level: string): (...values: unknown[]) => void {
    return (...values) => {
      let line = '';
      for (let at = 0; at < values.length; at++) line += (at > 0 ? ' ' : '') + shown(values[at]);
      host('log', stringify([level, line.length > longest ? `${line.substring(0, longest)}…` : line]));
    };
  }

  const info = log('info');
  return Object.freeze({ log: info, info, debug: info, warn: log('warning'), error: log('error') });
}
