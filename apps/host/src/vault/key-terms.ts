import { Injectable } from '@nestjs/common';
import { PatchbayError } from '@patchbay/errors';
import { createKeyCheck, createKeyring, type KeyProvider, Vault } from '@patchbay/vault';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { insertRows, updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { now } from '../database/table.js';
import { instanceTable } from './instance.table.js';
import { Instance } from './instance.js';
import { MasterKeySource } from './key-source.js';
import { PastKey } from './past-key.js';
import { keyTermTable, type KeyTermRow } from './key-term.table.js';

/** After the old term is retired, what was read before that may still have to be opened for so long. */
const afterglowMs = 60_000;

/** The steps of a rotation that change which term is used for what; each is one transaction, and can be repeated. */
@Injectable()
export class KeyTerms {
  #past: readonly PastKey[] = [];

  constructor(
    private readonly store: Store,
    private readonly vault: Vault,
    private readonly instance: Instance,
    private readonly source: MasterKeySource,
    private readonly audit: AuditService,
  ) {}

  rows(manager: EntityManager = this.store.manager): Promise<KeyTermRow[]> {
    return manager.find(keyTermTable, { order: { createdAt: 'ASC', keyId: 'ASC' } });
  }

  /**
   * The term to rotate to, kept in its place and known to the data. One that an interrupted rotation left behind is
   * taken up again.
   * @throws PatchbayError `rotation-key-missing`
   */
  async prepare(actor: string): Promise<KeyProvider> {
    const rows = await this.rows();
    const kept = await this.source.terms.read();
    const prepared = rows.find(({ state }) => state === 'prepared');
    const waiting = kept.find(({ keyId }) => keyId === prepared?.keyId);
    if (waiting !== undefined) return waiting;
    const isNew = ({ keyId }: KeyProvider) =>
      keyId !== this.vault.keyId && rows.every((row) => row.keyId !== keyId);
    // Of keys that people hand over, the first is the one that they want; the other may be any older one.
    const candidates = this.source.terms.kind === 'env' ? kept.slice(0, 1) : kept;
    const next = candidates.find(isNew) ?? (await this.source.terms.add());
    await this.store.transaction(async (manager) => {
      if (prepared !== undefined) await manager.delete(keyTermTable, { keyId: prepared.keyId });
      await this.#adoptActive(manager);
      const keyCheck = createKeyCheck(new Vault(next), this.instance.id);
      const row = { keyId: next.keyId, state: 'prepared' as const, keyCheck };
      await insertRows(manager, keyTermTable, {
        ...row,
        createdAt: now(),
        activatedAt: null,
        retiredAt: null,
      });
      await this.#record(manager, actor, 'vault.rotationPrepared', {
        from: this.vault.keyId,
        to: next.keyId,
      });
    });
    return next;
  }

  /** From its commit on everything is sealed under the new term; the old one only opens. */
  async activate(next: KeyProvider, actor: string): Promise<void> {
    const from = this.vault.keyId;
    const kept = await this.source.terms.read();
    const old = kept.filter(({ keyId }) => this.vault.keyIds.includes(keyId));
    const current = old.find(({ keyId }) => keyId === from);
    if (current === undefined) throw missingCurrent(from);
    try {
      await this.store.transaction(async (manager) => {
        const row = await manager.findOneByOrFail(keyTermTable, { keyId: next.keyId });
        await updateRows(manager, keyTermTable, { keyId: from }, { state: 'retiring' });
        await updateRows(
          manager,
          keyTermTable,
          { keyId: next.keyId },
          { state: 'active', activatedAt: now() },
        );
        // First: once the data names the next term, a host that does not know it records nothing any more.
        await this.#record(manager, actor, 'vault.rotationActivated', { from, to: next.keyId });
        if (row.keyCheck)
          await updateRows(manager, instanceTable, { id: this.instance.id }, { keyCheck: row.keyCheck });
        // Before the next transaction begins: one that seals after this commit must not use the old term any more.
        this.#use(next, old);
      });
    } catch (error) {
      // Whether it was committed is not certain when the connection broke; others may have sealed under either.
      this.#use(current, [...old, next]);
      throw error;
    }
  }

  /**
   * Seals under the term that the store calls active. The answer to the commit that activated it may have been lost;
   * going on with the other one would move everything back to it and then retire it.
   * @throws PatchbayError `key-missing`
   */
  async follow(): Promise<void> {
    const keyId = await this.#activeKeyId(this.store.manager);
    if (keyId === this.vault.keyId) return;
    const kept = await this.source.terms.read();
    const current = kept.find((term) => term.keyId === keyId);
    if (current === undefined) throw missingCurrent(keyId);
    this.#use(
      current,
      kept.filter((term) => this.vault.keyIds.includes(term.keyId)),
    );
  }

  /**
   * In the transaction that has proved that nothing names them any more.
   * @throws PatchbayError `key-rotated` when another process has activated another term meanwhile
   */
  async retire(manager: EntityManager, keyIds: readonly string[]): Promise<void> {
    if ((await this.#activeKeyId(manager)) !== this.vault.keyId)
      throw new PatchbayError(
        'key-rotated',
        'Another process rotates the master key as well. No key was retired.',
      );
    for (const keyId of keyIds)
      await updateRows(
        manager,
        keyTermTable,
        { keyId },
        { state: 'retired', keyCheck: null, retiredAt: now() },
      );
  }

  /** Takes retired terms out of their place; answers with those that people have to take away. */
  async clear(): Promise<string[]> {
    const rows = await this.rows();
    const kept = await this.source.terms.read();
    const isRetired = ({ keyId }: KeyProvider) =>
      keyId !== this.vault.keyId && rows.some((row) => row.keyId === keyId && row.state === 'retired');
    const retired = kept.filter(isRetired);
    this.#remember(retired.filter(({ keyId }) => this.vault.keyIds.includes(keyId)));
    this.#useOf(kept.filter((term) => !retired.includes(term)));
    const left: string[] = [];
    for (const { keyId } of retired) if (!(await this.source.terms.remove(keyId))) left.push(keyId);
    return left;
  }

  /** A lease may have read a record just before it was moved, and open it just after. */
  #remember(terms: readonly KeyProvider[]): void {
    const past = terms.map((term) => new PastKey(term));
    this.#past = [...this.#past, ...past];
    const forget = async () => {
      this.#past = this.#past.filter((term) => !past.includes(term));
      this.#useOf(await this.source.terms.read());
    };
    // At worst the old term stays in memory until the next start.
    if (past.length > 0) setTimeout(() => void forget().catch(() => undefined), afterglowMs).unref();
  }

  /** Goes on with the same terms, as far as they are among these or are still remembered. */
  #useOf(kept: readonly KeyProvider[]): void {
    const current = kept.find(({ keyId }) => keyId === this.vault.keyId);
    if (current !== undefined)
      this.#use(
        current,
        kept.filter(({ keyId }) => this.vault.keyIds.includes(keyId)),
      );
  }

  #use(current: KeyProvider, others: readonly KeyProvider[]): void {
    const known = new Map([...others, ...this.#past].map((term) => [term.keyId, term]));
    known.delete(current.keyId);
    this.vault.use(createKeyring(current, ...known.values()));
  }

  async #activeKeyId(manager: EntityManager): Promise<string> {
    return (await manager.findOneByOrFail(instanceTable, { id: this.instance.id })).keyCheck.keyId;
  }

  async #adoptActive(manager: EntityManager): Promise<void> {
    const { keyId } = this.vault;
    if (await manager.existsBy(keyTermTable, { keyId })) return;
    const { keyCheck, createdAt } = await manager.findOneByOrFail(instanceTable, { id: this.instance.id });
    const row = {
      keyId,
      state: 'active' as const,
      keyCheck,
      createdAt,
      activatedAt: createdAt,
      retiredAt: null,
    };
    await insertRows(manager, keyTermTable, row);
  }

  #record(
    manager: EntityManager,
    actor: string,
    action: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    const entry = { projectId: null, actor, action, subjectType: 'vault', subjectId: null };
    return this.audit.append({ ...entry, details }, manager);
  }
}

function missingCurrent(keyId: string): PatchbayError {
  return new PatchbayError(
    'key-missing',
    `The key in use, ${keyId}, is no longer where it was kept. Nothing was changed; bring it back.`,
  );
}
