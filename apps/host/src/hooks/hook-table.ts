import { Injectable } from '@nestjs/common';
import type { WebhookRow } from './webhook.table.js';

export interface HookMatch {
  hook: WebhookRow;
  /** Values of the `:name` segments. */
  params: Record<string, string>;
}

/** The live webhooks in memory, so that an incoming request costs no query. */
@Injectable()
export class HookTable {
  #exact = new Map<string, WebhookRow>();
  #withParams: { hook: WebhookRow; segments: string[] }[] = [];

  load(hooks: readonly WebhookRow[]): void {
    const isExact = (hook: WebhookRow) => !hook.path.includes(':');
    this.#exact = new Map(
      hooks.filter(isExact).map((hook) => [key(hook.environment, hook.method, hook.path), hook]),
    );
    this.#withParams = hooks
      .filter((hook) => !isExact(hook))
      .map((hook) => ({ hook, segments: hook.path.split('/') }));
  }

  /** A hook without parameters goes before one with them. */
  find(environment: string, method: string, path: string): HookMatch | undefined {
    const exact = this.#exact.get(key(environment, method, path));
    if (exact) return { hook: exact, params: {} };
    const given = path.split('/');
    for (const { hook, segments } of this.#withParams) {
      if (hook.environment !== environment || hook.method !== method) continue;
      const params = matchSegments(segments, given);
      if (params) return { hook, params };
    }
    return undefined;
  }
}

function key(environment: string, method: string, path: string): string {
  return `${environment} ${method} ${path}`;
}

function matchSegments(
  pattern: readonly string[],
  given: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== given.length) return undefined;
  const params: [string, string][] = [];
  for (const [index, segment] of pattern.entries()) {
    const value = given[index] ?? '';
    if (segment.startsWith(':')) {
      if (value === '') return undefined;
      params.push([segment.slice(1), value]);
    } else if (segment !== value) return undefined;
  }
  // fromEntries defines own properties, so a segment named __proto__ stays data.
  return Object.fromEntries(params);
}
