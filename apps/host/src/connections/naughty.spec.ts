import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Answer } from '../spec/api.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';
import { temporaryDirectory } from '../spec/temporary.js';
import { ConnectionsService } from './connections.service.js';

const vectors = new URL('../../vectors/', import.meta.url);
const naughty = JSON.parse(readFileSync(new URL('blns.json', vectors), 'utf8')) as string[];
/** Also every length of the mask's character, what databases stumble over, and a long one. */
const values = [
  ...naughty,
  ...Array.from({ length: 17 }, (_, length) => '\u2022'.repeat(length)),
  ...['\0', 'a\0b', '\ufeff', 'x'.repeat(65_536), '\u00e9'.repeat(32_768)],
];

/** A connector with a secret for each of them. */
function pluginFolder(): string {
  const folder = join(temporaryDirectory(), 'many');
  mkdirSync(folder);
  const manifest = { name: 'many', version: '1.0.0', type: 'module', patchbay: { plugin: './index.js' } };
  const fields = values.map((_, index) => [`s${index}`, { kind: 'secret', displayName: `S${index}` }]);
  const names = "type: 'many', displayName: 'Many', description: 'Many', category: 'other'";
  const connector = `{ ${names}, fields: ${JSON.stringify(Object.fromEntries(fields))}, open: () => ({}), test: () => undefined }`;
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(
    join(folder, 'index.js'),
    `export default { name: 'many', displayName: 'Many', connectors: [${connector}] };`,
  );
  return folder;
}

for (const kind of storeKinds) {
  describe(`Naughty secrets on ${kind}`, () => {
    let host: SpecHost;
    before(async () => {
      host = await startSpecHost({
        kind,
        env: { PATCHBAY_EXPORT_SECRETS: 'admin', PATCHBAY_PLUGINS: pluginFolder() },
      });
    });

    const ok = ({ status, body, text }: Answer) => {
      assert.ok(status < 300, text.slice(0, 500));
      return body;
    };
    const secrets = (change = (text: string) => text) =>
      Object.fromEntries(values.map((text, index) => [`s${index}`, { $value: change(text) }]));
    const opened = async (id: string, projectId = host.projectId) => {
      const {
        connection: { config },
      } = await host.app.nest.get(ConnectionsService).openForLease(id, { projectId });
      return values.map((_, index) => config?.[`s${index}`]);
    };
    const create = async (name: string) =>
      String(ok(await host.admin.post('/connections', { name, type: 'many', config: secrets() }))['id']);

    it('come back byte for byte after create, edit, rotate and rollback', async () => {
      const id = await create('one');
      assert.deepEqual(await opened(id), values);
      const edited = values.map((text) => `${text}!`);
      ok(await host.admin.patch(`/connections/${id}`, { config: secrets((text) => `${text}!`) }));
      assert.deepEqual(await opened(id), edited);
      const answer = ok(await host.admin.post(`/connections/${id}/rotate`, { secrets: secrets() }));
      assert.deepEqual(await opened(id), values);
      assert.deepEqual(new Set(Object.values(answer['config'] as object)), new Set(['\u2022'.repeat(8)]));
      const { historyId } = answer['rotation'] as { historyId: string };
      ok(await host.admin.post(`/connections/${id}/rollback/${historyId}`));
      assert.deepEqual(await opened(id), edited);
    });

    it('come back byte for byte from an encrypted file', async () => {
      const id = await create('two');
      const passphrase = 'a passphrase long enough';
      const file = ok(await host.admin.post('/connections/export-sealed', { ids: [id], passphrase }));
      const projectId = await host.addProject();
      const { api } = await host.addUser('admin', projectId);
      const input = { format: 'patchbay', text: JSON.stringify(file), passphrase };
      const { digest } = ok(await api.post('/connections/import/plan', input));
      const { created } = ok(await api.post('/connections/import', { ...input, digest }));
      assert.deepEqual(await opened((created as { id: string }[])[0]?.id ?? '', projectId), values);
    });

    it('that are no text, being half of a surrogate pair, are refused with 422', async () => {
      for (const half of ['\ud800', 'x\udc00y', '\udc00\ud800']) {
        const config = { s0: { $value: half } };
        const { status } = await host.admin.post('/connections', { name: 'half', type: 'many', config });
        assert.equal(status, 422);
      }
    });

    it('are taken as names too, or refused with 422 where a store could not keep them', async () => {
      for (const name of new Set(values.filter((text, index) => text.length <= 200 && index % 3 === 0))) {
        const answer = await host.admin.post('/connections', { name, type: 'many', config: {} });
        assert.ok([201, 409, 422].includes(answer.status), `${JSON.stringify(name)}: ${answer.text}`);
        if (answer.status === 201) assert.equal(answer.body['name'], name);
      }
    });
  });
}
