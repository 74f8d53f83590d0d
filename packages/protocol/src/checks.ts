import { compileCheck, type Check, type Schema } from './check.js';
import type { Checks } from './channel.js';
import type { PluginManifest } from './payloads.js';
import { hostSchemas, runnerSchemas } from './generated/schemas.js';

/** What a runner accepts. */
export const hostMessageChecks = lazily(hostSchemas);
/** What the host accepts. */
export const runnerMessageChecks = lazily(runnerSchemas);

/** Most runners never see most types, so each check is compiled when its first message comes. */
function lazily(schemas: Readonly<Record<string, Schema>>): Checks {
  const entries = Object.entries(schemas).map(([type, schema]) => {
    let check: Check | undefined;
    return [type, (value: unknown) => (check ??= compileCheck(schema))(value)] as const;
  });
  return Object.fromEntries(entries);
}

/** Whether the host would take this as a plugin's description. */
export function isManifest(value: unknown): value is PluginManifest {
  return runnerMessageChecks['described']?.({ type: 'described', requestId: 0, manifest: value }) === true;
}
