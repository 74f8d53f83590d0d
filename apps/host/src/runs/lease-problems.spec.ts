import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { PatternGraph } from '@patchbay/contracts';
import { connectionTable } from '../connections/connection.table.js';
import { updateRows } from '../database/rows.js';
import { patternTable, patternVersionTable } from '../patterns/pattern.table.js';
import { createDatabase } from '../spec/graphs.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { sqlPattern } from '../spec/sql-pattern.js';
import { storeKinds } from '../spec/stores.js';

interface Problem {
  code: string;
  detail?: string;
}

for (const kind of storeKinds) {
  describe(`A run whose connection cannot be had on ${kind}`, () => {
    let host: SpecHost;
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    const prepare = async () => {
      const id = await createDatabase(host.admin, `c${(count += 1)}`);
      const { body } = await host.admin.post('/patterns', sqlPattern(`p${count}`, id));
      return { id, pattern: String(body['id']) };
    };
    /** The problem of the run as it is recorded, which its failed step has, too. */
    const problemOf = async (pattern: string) => {
      const started = await host.admin.post(`/patterns/${pattern}/run`, { wait: true });
      const { body } = await host.admin.get(`/runs/${String(started.body['id'])}`);
      const error = body['error'] as Problem;
      const steps = body['steps'] as { status: string; error?: Problem }[];
      assert.deepEqual(steps.find(({ status }) => status === 'failed')?.error?.code, error.code);
      return [body['status'], error.code, error.detail] as const;
    };
    const damage = (id: string) =>
      host.store.transaction((manager) =>
        updateRows(
          manager,
          connectionTable,
          { id },
          { secretsSealed: Buffer.alloc(200, 1).toString('base64') },
        ),
      );
    const rewire = (pattern: string, from: string, to: string) =>
      host.store.transaction(async (manager) => {
        const { graph } = await manager.findOneByOrFail(patternTable, { id: pattern });
        const other = JSON.parse(JSON.stringify(graph).replace(from, to)) as PatternGraph;
        await updateRows(manager, patternTable, { id: pattern }, { graph: other });
        await updateRows(manager, patternVersionTable, { patternId: pattern }, { graph: other });
      });

    it('says in words whether it is gone, revoked, damaged, or of another type', async () => {
      const gone = await prepare();
      await host.admin.delete(`/connections/${gone.id}?detach=true`);
      const revoked = await prepare();
      await host.admin.post(`/connections/${revoked.id}/revoke`);
      const damaged = await prepare();
      await damage(damaged.id);
      const misfit = await prepare();
      const http = { name: `h${count}`, type: 'http', config: { baseUrl: 'https://api.example.org' } };
      const { body } = await host.admin.post('/connections', http);
      await rewire(misfit.pattern, misfit.id, String(body['id']));
      const expected: [pattern: string, code: string, words: RegExp][] = [
        [
          gone.pattern,
          'connection-not-found',
          /of "Ask" is gone, or whoever started the run may not use it/u,
        ],
        [revoked.pattern, 'connection-revoked', /was revoked: its secrets were destroyed/u],
        [damaged.pattern, 'connection-quarantined', /do not open: they are damaged or were moved/u],
        [misfit.pattern, 'connection-type-mismatch', /"Ask" takes .*, and this is a http connection/u],
      ];
      for (const [pattern, code, words] of expected) {
        const [status, found, detail = ''] = await problemOf(pattern);
        assert.deepEqual([status, found], ['failed', code]);
        assert.match(detail, words);
      }
    });
  });
}
