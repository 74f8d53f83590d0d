import type { KeyKind, KeyProvider } from './key-provider.js';

/**
 * The place where the terms of the master key are kept: one in quiet times, two while a rotation goes on. Which of
 * them is in use is not said here but beside the data, so that no crash can leave the two in disagreement.
 */
export interface KeySource {
  readonly kind: KeyKind;
  /** For people: a path, the names of variables, the keychain entry. */
  readonly place: string;
  /**
   * Every term that is kept there, in the order in which they are kept.
   * @throws PatchbayError `key-missing`, `key-unsafe`, `key-invalid`, `keychain-unavailable`
   */
  read(): Promise<readonly KeyProvider[]>;
  /**
   * Makes a further term and keeps it there, beside the others; on disk when it resolves.
   * @throws PatchbayError `rotation-key-missing` where people bring the keys themselves
   */
  add(): Promise<KeyProvider>;
  /** Takes a term away; false where people have to do that. */
  remove(keyId: string): Promise<boolean>;
}
