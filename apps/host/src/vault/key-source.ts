import type { KeySource } from '@patchbay/vault';

/** Where the terms of the master key are kept; a class, so that it can be injected. */
export class MasterKeySource {
  constructor(readonly terms: KeySource) {}
}
