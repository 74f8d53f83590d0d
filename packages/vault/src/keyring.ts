import type { KeyHealth, KeyProvider } from './key-provider.js';

/**
 * Several terms as one provider, as a rotation needs them: the current one wraps, all of them unwrap.
 * With no older term it is the current provider itself.
 */
export function createKeyring(current: KeyProvider, ...older: KeyProvider[]): KeyProvider {
  return older.length === 0 ? current : new Keyring(current, [current, ...older]);
}

class Keyring implements KeyProvider {
  readonly kind;
  readonly place;
  readonly keyId;
  readonly keyIds: readonly string[];
  readonly #byId = new Map<string, KeyProvider>();

  constructor(
    private readonly current: KeyProvider,
    private readonly terms: readonly KeyProvider[],
  ) {
    this.kind = current.kind;
    this.place = [...new Set(terms.map(({ place }) => place))].join(', ');
    this.keyId = current.keyId;
    for (const term of terms) for (const keyId of term.keyIds) this.#byId.set(keyId, term);
    this.keyIds = [...this.#byId.keys()];
  }

  wrap(dataKey: Uint8Array, aad: Uint8Array, owner: string): Buffer {
    return this.current.wrap(dataKey, aad, owner);
  }

  unwrap(keyId: string, wrapped: Uint8Array, aad: Uint8Array, owner: string): Buffer | undefined {
    return this.#byId.get(keyId)?.unwrap(keyId, wrapped, aad, owner);
  }

  async health(): Promise<KeyHealth> {
    const answers = await Promise.all(this.terms.map((term) => term.health()));
    return answers.find(({ ok }) => !ok) ?? { ok: true };
  }
}
