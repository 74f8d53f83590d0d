import { createRedactor, type Redactor } from '@patchbay/redaction';

/** What a run leased, as far as it is to be hidden. */
interface Leased {
  readonly secrets: readonly string[];
  readonly redactor: Redactor | undefined;
}

/** Removes the secrets that a run has leased so far. Free of cost until there is one. */
export class RunRedaction {
  readonly #clients = new Set<Leased>();
  #redactor: Redactor | undefined;

  /** Must be called before a step gets the client. */
  add(client: Leased): void {
    if (client.secrets.length === 0 || this.#clients.has(client)) return;
    this.#clients.add(client);
    // One connection is the usual case, and its redactor is shared between runs.
    this.#redactor =
      this.#clients.size === 1
        ? client.redactor
        : createRedactor([...this.#clients].flatMap(({ secrets }) => secrets));
  }

  text(text: string): string {
    return this.#redactor ? this.#redactor.redactText(text) : text;
  }

  value<T>(value: T): T {
    return this.#redactor ? (this.#redactor.redactValue(value) as T) : value;
  }
}
