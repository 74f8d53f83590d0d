import type { ConnectionSummary } from '@patchbay/contracts';

type Scope = ConnectionSummary['scope'];

export const scopes: readonly Scope[] = ['project', 'personal'];

/** Who sees a connection of this scope, as a choice. */
export const scopeWords: Record<Scope, string> = {
  project: 'Everybody in the project',
  personal: 'Only me, and those I share it with',
};
