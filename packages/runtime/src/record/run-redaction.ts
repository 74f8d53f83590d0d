import { createRedactor, type Redactor } from '@patchbay/redaction';

/** What a run leased, as far as it is to be hidden. */
interface Leased {
  readonly secrets: readonly string[];
  readonly redactor: Redactor | undefined;
}

/** Removes the secrets that a run has leased so far. Free of cost until there is one. */
export class RunRedaction {
  readonly #clients = new Set<Leased>();
  readonly #named = new Set<string>();
  #redactor: Redactor | undefined;

  /** Must be called before a step gets the client. */
  add(client: Leased): void {
    if (client.secrets.length === 0 || this.#clients.has(client)) return;
    this.#clients.add(client);
    // One connection is the usual case, and its redactor is shared between runs.
    this.#redactor = this.#clients.size + this.#named.size === 1 ? client.redactor : this.#all();
  }

  /** Must be called before a step gets the values of its named secrets. */
  addValues(values: readonly string[]): void {
    const known = this.#named.size;
    for (const value of values) this.#named.add(value);
    if (this.#named.size > known) this.#redactor = this.#all();
  }

  text(text: string): string {
    return this.#redactor ? this.#redactor.redactText(text) : text;
  }

  value<T>(value: T): T {
    return this.#redactor ? (this.#redactor.redactValue(value) as T) : value;
  }

  #all(): Redactor {
    return createRedactor([...this.#named, ...[...this.#clients].flatMap(({ secrets }) => secrets)]);
  }
}
