import { compileCheck, type Check, type Schema } from './check.js';
import type { Checks } from './channel.js';
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
