import { Injectable } from '@nestjs/common';
import type { Ready } from '@patchbay/contracts';
import { Vault } from '@patchbay/vault';
import { Store } from '../database/store.js';
import { CatalogService } from '../plugins/catalog.service.js';

type Part = Ready['checks']['database'];

/** Whether everything that runs need is up, and what is missing. */
@Injectable()
export class Readiness {
  #runner: Part = { ok: false, detail: 'No runner has started yet.' };
  #catalogProblem: string | undefined;
  #isolation: () => Ready['isolation'] = () => undefined;

  readonly #firstRunner = deferred();

  constructor(
    private readonly store: Store,
    private readonly vault: Vault,
    private readonly catalog: CatalogService,
  ) {}

  /** Told by the runner pool whenever its state turns. */
  runner(part: Part): void {
    this.#runner = part;
    if (part.ok && this.#isolation() !== undefined) this.#firstRunner.resolve();
  }

  /** Resolves when the first runner is up, so that the isolation is known. */
  get firstRunner(): Promise<void> {
    return this.#firstRunner.promise;
  }

  /** Told by the runner pool when it has chosen how to keep runners apart. */
  useIsolation(describe: () => Ready['isolation']): void {
    this.#isolation = describe;
  }

  isolation(): Ready['isolation'] {
    return this.#isolation();
  }

  catalogFailed(problem: string): void {
    this.#catalogProblem = problem;
  }

  async checks(): Promise<Ready['checks']> {
    const { ok, detail } = await this.vault.health();
    return {
      database: await this.#database(),
      vault: { ok, ...(detail === undefined ? {} : { detail }) },
      runner: this.#runner,
      catalog: this.catalog.ready
        ? { ok: true }
        : { ok: false, detail: this.#catalogProblem ?? 'The plugins are being read.' },
    };
  }

  async #database(): Promise<Part> {
    try {
      await this.store.dataSource.query('SELECT 1');
      return { ok: true };
    } catch {
      return { ok: false, detail: 'The database does not answer.' };
    }
  }
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
