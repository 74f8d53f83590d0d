import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { insertRows } from '../database/rows.js';
import { freshAudit, type SpecAudit } from '../spec/audit.js';
import { storeKinds } from '../spec/stores.js';
import { auditTable, type AuditRow } from './audit.table.js';
import { auditHeadTable, type AuditHeadRow } from './audit-head.table.js';
import { hashOf } from './chain.js';
import { randomFrom, tamperings } from './tamperings.spec.support.js';

const records = 40;
const attempts = 500;

for (const kind of storeKinds) {
  describe(`Tampering with the audit log on ${kind}`, () => {
    let log: SpecAudit;
    let rows: AuditRow[];
    let heads: AuditHeadRow[];
    before(async () => {
      log = await freshAudit(kind);
      for (let count = 0; count < records; count += 1)
        await log.audit.append({
          projectId: count % 3 === 0 ? null : 'p',
          actor: `user:${count % 5}`,
          action: 'thing.done',
          subjectType: 'thing',
          subjectId: `${count}`,
          details: { count },
        });
      rows = await log.store.manager.find(auditTable, { order: { sequence: 'ASC' } });
      heads = await log.store.manager.find(auditHeadTable);
    });

    it(`is found ${attempts} times of ${attempts}, and what was not touched passes`, async () => {
      assert.ok((await log.verify()).ok);
      for (let seed = 1; seed <= attempts; seed += 1) {
        const { name, rows: changed, heads: changedHeads } = tamper(seed);
        await put(log, changed, changedHeads);
        // As an attacker hopes for: the process that knew the head is gone.
        log.restarted();
        const verdict = await log.verify();
        assert.equal(verdict.ok, false, `${name} (seed ${seed}) was not found`);
      }
      await put(log, rows, heads);
      assert.ok((await log.verify()).ok);
    });

    function tamper(seed: number) {
      const pick = randomFrom(seed);
      const tampering = tamperings[seed % tamperings.length] ?? tamperings[0];
      const copy = rows.map((row) => ({ ...row }));
      return { name: tampering.name, ...tampering.apply(copy, heads, pick, rehash) };
    }
  });
}

/** What whoever can write to the store alone is able to do: every hash from one record on, computed anew. */
function rehash(rows: AuditRow[], from: number): AuditRow[] {
  for (let at = Math.max(1, from); at < rows.length; at += 1) {
    const previous = rows[at - 1];
    const row = rows[at];
    if (row === undefined || previous === undefined) continue;
    row.previousHash = previous.hash;
    row.hash = hashOf(row);
  }
  return rows;
}

async function put({ store }: SpecAudit, rows: AuditRow[], heads: AuditHeadRow[]): Promise<void> {
  await store.transaction(async (manager) => {
    // Not `clear`: a TRUNCATE of PostgreSQL makes new files each time.
    await manager.createQueryBuilder().delete().from(auditTable).execute();
    await manager.createQueryBuilder().delete().from(auditHeadTable).execute();
    await insertRows(manager, auditTable, rows);
    if (heads.length > 0) await insertRows(manager, auditHeadTable, heads);
  });
}
