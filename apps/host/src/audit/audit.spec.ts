import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PatchbayError } from '@patchbay/errors';
import type { Store } from '../database/store.js';
import { freshStore, storeKinds } from '../spec/stores.js';
import { AuditService, type AuditEntry } from './audit.service.js';
import { auditTable } from './audit.table.js';
import { canonicalJson } from './chain.js';
import { verifyAudit } from './verify.js';

const entry = (action: string): AuditEntry => ({
  projectId: 'p',
  actor: 'system',
  action,
  subjectType: 'thing',
  subjectId: null,
  details: { b: 1, a: [true, null] },
});

async function filled(store: Store, count: number): Promise<void> {
  const audit = new AuditService(store);
  await audit.append(Array.from({ length: count }, (_, index) => entry(`thing.done${index}`)));
}

for (const kind of storeKinds) {
  describe(`The audit log on ${kind}`, () => {
    it('is one chain also when many write at once', async () => {
      const store = await freshStore(kind);
      const audit = new AuditService(store);
      await Promise.all(Array.from({ length: 20 }, (_, index) => audit.append(entry(`thing.done${index}`))));
      const verdict = await verifyAudit(store);
      assert.ok(verdict.ok);
      assert.equal(verdict.head.sequence, 20);
    });

    it('writes what comes at once in few transactions', async () => {
      const store = await freshStore(kind);
      const audit = new AuditService(store);
      let transactions = 0;
      const { transaction } = store;
      store.transaction = (work) => (
        (transactions += 1),
        transaction.call(store, work) as ReturnType<typeof work>
      );
      await Promise.all(Array.from({ length: 200 }, (_, index) => audit.append(entry(`thing.done${index}`))));
      assert.ok(transactions <= 2, `${transactions}`);
      const verdict = await verifyAudit(store);
      assert.ok(verdict.ok && verdict.head.sequence === 200);
    });

    it('finds a record that was edited, deleted or moved', async () => {
      const tamperings = [
        "UPDATE audit SET action = 'thing.other' WHERE sequence = 5",
        "UPDATE audit SET at = '2020-01-01T00:00:00.000Z' WHERE sequence = 5",
        `UPDATE audit SET "projectId" = NULL WHERE sequence = 5`,
        'DELETE FROM audit WHERE sequence = 5',
        'DELETE FROM audit WHERE sequence = 1',
      ];
      for (const tampering of tamperings) {
        const store = await freshStore(kind);
        await filled(store, 10);
        await store.dataSource.query(tampering);
        const verdict = await verifyAudit(store);
        assert.equal(verdict.ok, false, tampering);
      }
    });

    it('finds that records were cut off when the last head is known', async () => {
      const store = await freshStore(kind);
      await filled(store, 10);
      const before = await verifyAudit(store);
      assert.ok(before.ok);
      await store.dataSource.query('DELETE FROM audit WHERE sequence > 8');
      assert.ok((await verifyAudit(store)).ok);
      assert.deepEqual(await verifyAudit(store, before.head), {
        ok: false,
        sequence: 9,
        problem: 'records at the end are missing',
      });
    });

    it('is undone with the transaction that it belongs to', async () => {
      const store = await freshStore(kind);
      const audit = new AuditService(store);
      const failing = store.transaction(async (manager) => {
        await audit.append(entry('thing.done'), manager);
        throw new Error('undone on purpose');
      });
      await assert.rejects(failing, /undone on purpose/);
      assert.equal(await store.manager.count(auditTable), 0);
    });

    it('refuses to wait for the transaction that it is called in', async () => {
      const store = await freshStore(kind);
      const audit = new AuditService(store);
      await assert.rejects(
        store.transaction(() => audit.append(entry('thing.done'))),
        /open already/,
      );
    });

    it('fails the action when it cannot be written', async () => {
      const store = await freshStore(kind);
      await store.dataSource.query('DROP TABLE audit');
      const isUnavailable = (error: unknown) =>
        error instanceof PatchbayError && error.code === 'audit-unavailable';
      await assert.rejects(new AuditService(store).append(entry('thing.done')), isUnavailable);
    });
  });
}

describe('canonicalJson', () => {
  it('writes the same facts the same way', () => {
    assert.equal(
      canonicalJson({ b: [1, { d: 'x', c: null }], a: undefined }),
      '{"b":[1,{"c":null,"d":"x"}]}',
    );
  });
});
