import { randomBytes } from 'node:crypto';
import { keyBytes } from './aes-gcm.js';
import { keyMissing } from './failures.js';
import { defaultKeyPath, lookAgain, type FileKeyOptions } from './file-key.js';
import { createKeyFile, readKeyFile, replaceKeyFile } from './key-file.js';
import { refuseInside } from './key-path.js';
import type { KeyProvider } from './key-provider.js';
import type { KeySource } from './key-source.js';
import { formatKey, formatKeys, parseStoredKeys } from './key-text.js';
import { fingerprint, LocalKey } from './local-key.js';

/** Terms in a file of our own, one a line; it is replaced as a whole, so it never holds half of a change. */
export class FileKeySource implements KeySource {
  readonly kind = 'file';
  readonly place: string;

  /** @throws PatchbayError `key-unsafe` when the file would lie inside the data directory */
  constructor({ path = defaultKeyPath(), dataDirectory, create = false }: FileKeyOptions) {
    refuseInside(path, dataDirectory);
    this.place = path;
    if (create) createKeyFile(path, () => `${formatKey(randomBytes(keyBytes))}\n`);
  }

  read(): Promise<KeyProvider[]> {
    return Promise.resolve().then(() => this.#keys().map((key) => this.#term(key)));
  }

  add(): Promise<KeyProvider> {
    return Promise.resolve().then(() => {
      const fresh = randomBytes(keyBytes);
      replaceKeyFile(this.place, formatKeys([...this.#keys(), fresh]));
      return this.#term(fresh);
    });
  }

  remove(keyId: string): Promise<boolean> {
    return Promise.resolve().then(() => {
      const keys = this.#keys();
      const left = keys.filter((key) => fingerprint(key) !== keyId);
      if (left.length > 0 && left.length < keys.length) replaceKeyFile(this.place, formatKeys(left));
      return true;
    });
  }

  #keys(): Buffer[] {
    const text = readKeyFile(this.place);
    if (text === undefined) throw keyMissing([this.place], 'Restore the key file from where you keep it.');
    return parseStoredKeys(text, this.place);
  }

  #term(key: Buffer): KeyProvider {
    const health = (keyId: string) => Promise.resolve(lookAgain(this.place, keyId));
    return new LocalKey(key, { kind: 'file', place: this.place, health });
  }
}
