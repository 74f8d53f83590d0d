import type { KeyHealth, KeyProvider } from '@patchbay/vault';

/** A retired term that still opens for a while. That it is no longer in its place is right, and no bad health. */
export class PastKey implements KeyProvider {
  readonly kind;
  readonly place;
  readonly keyId;
  readonly keyIds;

  constructor(private readonly term: KeyProvider) {
    ({ kind: this.kind, place: this.place, keyId: this.keyId, keyIds: this.keyIds } = term);
  }

  wrap(dataKey: Uint8Array, aad: Uint8Array, owner: string): Buffer {
    return this.term.wrap(dataKey, aad, owner);
  }

  unwrap(keyId: string, wrapped: Uint8Array, aad: Uint8Array, owner: string): Buffer | undefined {
    return this.term.unwrap(keyId, wrapped, aad, owner);
  }

  health(): Promise<KeyHealth> {
    return Promise.resolve({ ok: true });
  }
}
