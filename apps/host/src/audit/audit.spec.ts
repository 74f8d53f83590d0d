import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PatchbayError } from '@patchbay/errors';
import type { Direct, Transactions } from '../database/direct.js';
import { freshAudit } from '../spec/audit.js';
import { storeKinds } from '../spec/stores.js';
import type { AuditEntry } from './audit-entry.js';
import { auditTable } from './audit.table.js';
import { canonicalJson } from './chain.js';

const entry = (action: string): AuditEntry => ({
  projectId: 'p',
  actor: 'system',
  action,
  subjectType: 'thing',
  subjectId: null,
  details: { b: 1, a: [true, null] },
});

for (const kind of storeKinds) {
  describe(`The audit log on ${kind}`, () => {
    it('is one chain also when many write at once', async () => {
      const { audit, verify } = await freshAudit(kind);
      await Promise.all(Array.from({ length: 20 }, (_, index) => audit.append(entry(`thing.done${index}`))));
      const verdict = await verify();
      assert.ok(verdict.ok);
      assert.equal(verdict.head.sequence, 20);
    });

    it('writes what comes at once in few transactions', async () => {
      const { store, audit, verify } = await freshAudit(kind);
      let transactions = 0;
      const direct = store.direct as Direct & Transactions;
      const transaction = direct.transaction.bind(direct);
      direct.transaction = (work) => ((transactions += 1), transaction(work));
      await Promise.all(Array.from({ length: 200 }, (_, index) => audit.append(entry(`thing.done${index}`))));
      assert.ok(transactions > 0 && transactions <= 2, `${transactions}`);
      const verdict = await verify();
      assert.ok(verdict.ok && verdict.head.sequence === 200);
    });

    it('goes on from the anchor where records were cut off, so that the gap stays', async () => {
      const { store, audit, verify, restarted } = await freshAudit(kind);
      await audit.append([entry('thing.done'), entry('thing.done'), entry('thing.done')]);
      await store.dataSource.query('DELETE FROM audit WHERE sequence > 1');
      await restarted().append(entry('thing.done'));
      assert.deepEqual(await verify(), {
        ok: false,
        checked: 1,
        sequence: 4,
        problem: 'records before this one are missing',
      });
    });

    it('says for good that its anchor was taken away or put back', async () => {
      for (const loss of [
        'DELETE FROM audit_head',
        "UPDATE audit_head SET sealed = 'AAAA'",
        'an older anchor',
      ] as const) {
        const { store, audit, verify } = await freshAudit(kind);
        await audit.append(entry('thing.done'));
        const [older] = await store.dataSource.query<{ sealed: string }[]>('SELECT sealed FROM audit_head');
        await audit.append(entry('thing.done'));
        if (loss === 'an older anchor') {
          await store.dataSource.query(`UPDATE audit_head SET sealed = '${older?.sealed ?? ''}'`);
          await store.dataSource.query('DELETE FROM audit WHERE sequence > 1');
        } else await store.dataSource.query(loss);
        assert.equal((await verify()).ok, false, loss);
        await audit.append(entry('thing.done'));
        const verdict = await verify();
        assert.ok(!verdict.ok && /the anchor was lost/.test(verdict.problem), loss);
      }
    });

    it('shows a head that was kept elsewhere when the whole store is put back', async () => {
      const { store, audit, verify, restarted } = await freshAudit(kind);
      await audit.append([entry('thing.done'), entry('thing.done')]);
      const [older] = await store.dataSource.query<{ sealed: string }[]>('SELECT sealed FROM audit_head');
      await audit.append(entry('thing.done'));
      const kept = await verify();
      assert.ok(kept.ok);
      await store.dataSource.query('DELETE FROM audit WHERE sequence > 2');
      await store.dataSource.query(`UPDATE audit_head SET sealed = '${older?.sealed ?? ''}'`);
      restarted();
      assert.ok((await verify()).ok);
      const verdict = await verify(kept.head);
      assert.ok(!verdict.ok && verdict.sequence === 3);
      assert.match(verdict.problem, /records at the end are missing/);
    });

    it('is undone with the transaction that it belongs to', async () => {
      const { store, audit } = await freshAudit(kind);
      const failing = store.transaction(async (manager) => {
        await audit.append(entry('thing.done'), manager);
        throw new Error('undone on purpose');
      });
      await assert.rejects(failing, /undone on purpose/);
      assert.equal(await store.manager.count(auditTable), 0);
    });

    it('refuses to wait for the transaction that it is called in', async () => {
      const { store, audit } = await freshAudit(kind);
      await assert.rejects(
        store.transaction(() => audit.append(entry('thing.done'))),
        /open already/,
      );
    });

    it('fails the action when it cannot be written', async () => {
      const { store, audit } = await freshAudit(kind);
      await store.dataSource.query('DROP TABLE audit');
      const isUnavailable = (error: unknown) =>
        error instanceof PatchbayError && error.code === 'audit-unavailable';
      await assert.rejects(audit.append(entry('thing.done')), isUnavailable);
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
