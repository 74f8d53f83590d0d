import type { JsonObject } from '@patchbay/fields';

type State = Map<string, unknown>;

/** Beside what the node keeps, so that a run that is set aside takes it along. No node chooses this name by accident. */
const key = '$context';

export function tellContext(state: State, values: JsonObject): void {
  state.set(key, values);
}

/** What the node with this state told last; empty for one that tells nothing. */
export function toldContext(state: State): JsonObject {
  return (state.get(key) ?? {}) as JsonObject;
}
