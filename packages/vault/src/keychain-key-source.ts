import { randomBytes } from 'node:crypto';
import { keyBytes } from './aes-gcm.js';
import { keyMissing } from './failures.js';
import type { KeyProvider } from './key-provider.js';
import type { KeySource } from './key-source.js';
import { formatKeys, parseStoredKeys } from './key-text.js';
import {
  keychainHealth,
  keychainPlace,
  openKeychain,
  type Keychain,
  type KeychainKeyOptions,
} from './keychain-key.js';
import { fingerprint, LocalKey } from './local-key.js';

/** Terms in one entry of the OS keychain, one a line. */
export class KeychainKeySource implements KeySource {
  readonly kind = 'keychain';
  readonly place = keychainPlace;

  private constructor(private readonly keychain: Keychain) {}

  /** @throws PatchbayError `keychain-unavailable` */
  static async open({ create = false }: KeychainKeyOptions = {}): Promise<KeychainKeySource> {
    const keychain = await openKeychain();
    if (create && (await keychain.read()) === undefined)
      await keychain.write(formatKeys([randomBytes(keyBytes)]));
    return new KeychainKeySource(keychain);
  }

  async read(): Promise<KeyProvider[]> {
    return (await this.#keys()).map((key) => this.#term(key));
  }

  async add(): Promise<KeyProvider> {
    const fresh = randomBytes(keyBytes);
    await this.keychain.write(formatKeys([...(await this.#keys()), fresh]));
    return this.#term(fresh);
  }

  async remove(keyId: string): Promise<boolean> {
    const keys = await this.#keys();
    const left = keys.filter((key) => fingerprint(key) !== keyId);
    if (left.length > 0 && left.length < keys.length) await this.keychain.write(formatKeys(left));
    return true;
  }

  async #keys(): Promise<Buffer[]> {
    const text = await this.keychain.read();
    if (text === undefined) throw keyMissing([this.place]);
    return parseStoredKeys(text, this.place);
  }

  #term(key: Buffer): KeyProvider {
    return new LocalKey(key, {
      kind: 'keychain',
      place: this.place,
      health: (keyId) => keychainHealth(this.keychain, keyId),
    });
  }
}
