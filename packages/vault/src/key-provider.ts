export type KeyKind = 'file' | 'env' | 'keychain';

export interface KeyHealth {
  /** False when the key would not be found again after a restart. */
  ok: boolean;
  /** What is wrong and where; never the key. */
  detail?: string;
}

/**
 * Keeper of the master key. It wraps the data key of each record, so the master key itself never leaves it.
 * `wrap` and `unwrap` are synchronous: a provider that asks a remote service fetches its term once, when it
 * is created (decision record 0003).
 */
export interface KeyProvider {
  readonly kind: KeyKind;
  /** Where the key was found, for people: a path, the name of a variable, the keychain entry. */
  readonly place: string;
  /** Fingerprint of the current term: 32 hexadecimal digits that do not lead back to the key. */
  readonly keyId: string;
  /** Every term that can be unwrapped, the current one first. */
  readonly keyIds: readonly string[];
  /** Wraps a data key under the current term, by a key of its own for each `owner`; at most 65,535 bytes. */
  wrap(dataKey: Uint8Array, aad: Uint8Array, owner: string): Buffer;
  /** Undefined when the term is unknown, or bytes, additional data or owner are not those of what was wrapped. */
  unwrap(keyId: string, wrapped: Uint8Array, aad: Uint8Array, owner: string): Buffer | undefined;
  /** Looks again whether the place still holds this key. */
  health(): Promise<KeyHealth>;
}
