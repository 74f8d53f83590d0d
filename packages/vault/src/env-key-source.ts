import { PatchbayError } from '@patchbay/errors';
import { openEnvKey, type EnvKeyOptions } from './env-key.js';
import type { KeyProvider } from './key-provider.js';
import type { KeySource } from './key-source.js';

/** Terms that people hand over at the start: the key that is to be used, and while they rotate the one before it. */
export class EnvKeySource implements KeySource {
  readonly kind = 'env';
  readonly place: string;
  readonly #terms: readonly KeyProvider[];
  readonly #names: readonly [current: string, previous: string];

  /** @throws PatchbayError `key-missing`, `key-invalid` */
  constructor(current: EnvKeyOptions, previous: EnvKeyOptions) {
    const given = [current, previous].filter(({ text }) => text !== undefined && text.trim() !== '');
    this.#terms = given.length === 0 ? [openEnvKey(current)] : given.map(openEnvKey);
    this.place = (given.length === 0 ? [current] : given).map(({ source }) => source).join(', ');
    this.#names = [current.source, previous.source];
  }

  read(): Promise<readonly KeyProvider[]> {
    return Promise.resolve(this.#terms);
  }

  add(): Promise<KeyProvider> {
    const [current, previous] = this.#names;
    return Promise.reject(
      new PatchbayError(
        'rotation-key-missing',
        `Start Patchbay with the new key in ${current} and the present one in ${previous}, then rotate again. Nothing was changed.`,
      ),
    );
  }

  remove(): Promise<boolean> {
    return Promise.resolve(false);
  }
}
