import assert from 'node:assert/strict';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { startSpecHost } from '../spec/host.js';
import { temporaryDirectory } from '../spec/temporary.js';

const namesOf = (body: Record<string, unknown>) =>
  (body['items'] as { name: string }[]).map(({ name }) => name);

describe('The sample', () => {
  it('is made on fresh data, works, and does not come back once it is deleted', async () => {
    const home = temporaryDirectory();
    const first = await startSpecHost({ home });
    const file = join(home, 'data/files/shop.db');
    assert.equal(statSync(file).mode & 0o007, 0);
    assert.deepEqual(namesOf((await first.admin.get('/connections')).body), ['Sample shop']);
    const { body } = await first.admin.get('/patterns');
    assert.deepEqual(namesOf(body), ['Welcome']);
    const id = (body['items'] as { id: string }[])[0]?.id ?? '';
    const run = await first.admin.post(`/patterns/${id}/run`, { wait: true });
    assert.equal(run.body['status'], 'success', run.text);
    await first.admin.delete(`/patterns/${id}`);
    rmSync(file);
    await first.stop();
    const second = await startSpecHost({ home });
    assert.deepEqual(namesOf((await second.admin.get('/patterns')).body), []);
    assert.throws(() => statSync(file), { code: 'ENOENT' });
    await second.stop();
  });
});
