import type { Grant } from '@patchbay/egress';

export interface LoansOptions {
  /** Resolves when the runner may connect to what is granted. */
  open(key: string, grant: Grant): Promise<void>;
  close(key: string): void;
  /** Milliseconds for which a loan stays open that no run has: as long as runners keep a client that no step uses. */
  idleMs: number;
}

interface Loan {
  grant: Grant;
  /** The runs that were lent it. */
  runs: Set<string>;
  isOpen: boolean;
  idle?: NodeJS.Timeout;
}

/** What was lent to one runner, and which of its runs still have it. */
export class Loans {
  readonly #loans = new Map<string, Loan>();

  constructor(private readonly options: LoansOptions) {}

  /** @param grant undefined when the runner was given the configuration before; what it named then is opened again */
  async lend(key: string, grant: Grant | undefined, runId: string): Promise<void> {
    const loan = this.#loans.get(key) ?? (grant && { grant, runs: new Set<string>(), isOpen: false });
    if (!loan) return;
    this.#loans.set(key, loan);
    clearTimeout(loan.idle);
    loan.runs.add(runId);
    if (loan.isOpen && !grant) return;
    loan.grant = grant ?? loan.grant;
    loan.isOpen = true;
    await this.options.open(key, loan.grant);
  }

  /** The run is over. */
  returned(runId: string): void {
    for (const [key, loan] of this.#loans)
      if (loan.runs.delete(runId) && loan.runs.size === 0) this.#closeWhenIdle(key, loan);
  }

  /** Nothing of these is opened again without a new grant. */
  forget(fits: (key: string) => boolean): void {
    for (const [key, loan] of this.#loans) {
      if (!fits(key)) continue;
      clearTimeout(loan.idle);
      this.#loans.delete(key);
      this.options.close(key);
    }
  }

  #closeWhenIdle(key: string, loan: Loan): void {
    loan.idle = setTimeout(() => {
      loan.isOpen = false;
      this.options.close(key);
    }, this.options.idleMs).unref();
  }
}
