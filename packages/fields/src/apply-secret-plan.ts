import type { JsonObject } from './json.js';
import type { SecretPlan } from './merge.js';
import { deleteAt, setAt } from './pointer-tree.js';

/** The new sealed part, made from the opened one. What the plan does not name stays. */
export function applySecretPlan(opened: JsonObject, plan: Pick<SecretPlan, 'set' | 'clear'>): JsonObject {
  const secrets = structuredClone(opened);
  for (const pointer of plan.clear) deleteAt(secrets, pointer);
  for (const [pointer, value] of Object.entries(plan.set)) setAt(secrets, pointer, structuredClone(value));
  return secrets;
}
