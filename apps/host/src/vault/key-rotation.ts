import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { VaultRotation, VaultStatus } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { Vault } from '@patchbay/vault';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { HostSession } from '../database/host-session.js';
import { isLockTimeout } from '../database/lock-timeout.js';
import { Store } from '../database/store.js';
import { Log } from '../logging/log.js';
import { KeyTerms } from './key-terms.js';
import { Rewrapper } from './rewrapper.js';
import { sealedColumns } from './sealed-columns.js';
import { offKey, VaultStatusReader } from './vault-status.js';

export interface RotateOptions {
  actor: string;
  abandonDamaged?: boolean | undefined;
}

/** While writers go on, a sweep may miss what they commit meanwhile; they do not go on for ever. */
const mostSweeps = 10;
/** Shorter than the time after which PostgreSQL looks for a deadlock and ends somebody's transaction. */
const lockTimeoutMs = 500;
const mostLockTries = 60;

/**
 * Changes the master key while everything goes on: prepare, activate, rewrap, verify, retire. What it has done is in
 * the store and in the key's place, so that it can be killed anywhere and goes on from there.
 */
@Injectable()
export class KeyRotation implements OnApplicationBootstrap {
  #running: Promise<VaultRotation> | undefined;
  #progress: VaultStatus['progress'] = null;

  constructor(
    private readonly store: Store,
    private readonly vault: Vault,
    private readonly terms: KeyTerms,
    private readonly rewrapper: Rewrapper,
    private readonly status: VaultStatusReader,
    private readonly audit: AuditService,
    private readonly session: HostSession,
    private readonly log: Log,
  ) {}

  /** A rotation that was interrupted after its new key was activated is brought to its end. */
  async onApplicationBootstrap(): Promise<void> {
    await this.terms.clear();
    if (!(await this.terms.rows()).some(({ state }) => state === 'retiring')) return;
    this.rotate({ actor: 'system' }).catch((error: unknown) => {
      this.log.error('The rotation of the master key that was interrupted could not be finished', error);
    });
  }

  /**
   * Whoever asks while one is running gets the result of that one.
   * @throws PatchbayError `hosts-running`, `rotation-key-missing`, `rotation-blocked`
   */
  rotate(options: RotateOptions): Promise<VaultRotation> {
    // Another host would seal under the old key what nobody could open once that is gone.
    this.#running ??= this.session
      .alone(() => this.#rotate(options))
      .finally(() => {
        this.#running = undefined;
        this.#progress = null;
      });
    return this.#running;
  }

  read(): Promise<VaultStatus> {
    return this.status.read(this.#progress);
  }

  async #rotate({ actor, abandonDamaged = false }: RotateOptions): Promise<VaultRotation> {
    this.#progress = { done: 0, total: 0 };
    await this.terms.follow();
    if (!(await this.#isUnfinished())) await this.terms.activate(await this.terms.prepare(actor), actor);
    const from = (await this.terms.rows())
      .filter(({ state }) => state === 'retiring')
      .map(({ keyId }) => keyId);
    const { moved, left } = await this.#moveAndRetire(actor, from, abandonDamaged);
    const toTakeAway = await this.terms.clear();
    this.log.info('The master key was rotated', { from, to: this.vault.keyId, moved });
    const advice = toTakeAway.map(
      (keyId) => `Take the key ${keyId} out of the environment; nothing needs it any more.`,
    );
    return {
      status: await this.status.read(null),
      from,
      to: this.vault.keyId,
      moved,
      left,
      advice,
    };
  }

  async #isUnfinished(): Promise<boolean> {
    return (await this.terms.rows()).some(({ state }) => state === 'retiring');
  }

  /** What was sealed before the activation and committed after a sweep shows up in the last count: then once more. */
  async #moveAndRetire(
    actor: string,
    from: readonly string[],
    abandonDamaged: boolean,
  ): Promise<{ moved: number; left: number }> {
    const progress = { done: 0, total: offKey(await this.status.counts(), this.vault.keyId) };
    this.#progress = progress;
    let moved = 0;
    for (let sweep = 1; ; sweep += 1) {
      const tally = await this.rewrapper.rewrapAll((looked) => {
        progress.done = Math.min(progress.done + looked, progress.total);
      });
      moved += tally.moved;
      const { damaged } = tally;
      const suffices = (left: number) => left === 0 || (abandonDamaged && left <= damaged.length);
      const left = await this.#retire(actor, from, moved, suffices);
      if (suffices(left)) return { moved, left };
      if (left <= damaged.length || sweep === mostSweeps) throw blocked(left, damaged);
    }
  }

  /**
   * Counts what is left while nobody can write, and retires the old terms in the same transaction if that suffices;
   * answers with the count.
   */
  async #retire(
    actor: string,
    from: readonly string[],
    moved: number,
    suffices: (left: number) => boolean,
  ): Promise<number> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.store.transaction(async (manager) => {
          await this.#stopWriters(manager);
          const left = offKey(await this.status.counts(manager), this.vault.keyId);
          if (!suffices(left)) return left;
          await this.terms.retire(manager, from);
          const details = { from: [...from], to: this.vault.keyId, moved, left };
          const entry = {
            projectId: null,
            actor,
            action: 'vault.rotated',
            subjectType: 'vault',
            subjectId: null,
          };
          await this.audit.append({ ...entry, details }, manager);
          return left;
        });
      } catch (error) {
        if (!isLockTimeout(error) || tries === mostLockTries) throw error;
        await sleep(50);
      }
    }
  }

  /** On SQLite there is one writer, which is this transaction. PostgreSQL's must have committed to be counted. */
  async #stopWriters(manager: EntityManager): Promise<void> {
    if (this.store.kind === 'sqlite') return;
    await manager.query(`SET LOCAL lock_timeout = ${lockTimeoutMs}`);
    // The log's own row is written at every record, in the same order as here: the records' lock comes first.
    const tables = sealedColumns.map(({ table }) => table).filter((table) => table !== 'audit_head');
    await manager.query(`LOCK TABLE ${tables.map((table) => `"${table}"`).join(', ')} IN SHARE MODE`);
  }
}

function blocked(left: number, damaged: readonly string[]): PatchbayError {
  const which = damaged.slice(0, 20);
  return new PatchbayError('rotation-blocked', {
    detail:
      `${left} records still name an old key, so it stays. ${damaged.length} of them open under no key: restore them, ` +
      'enter their secrets again or delete them, and rotate again; or give them up with abandonDamaged.',
    extra: { left, damaged: which },
  });
}
