import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { StepRecord } from '@patchbay/contracts';
import type { Answer } from '../spec/api.js';
import { chain, createPattern, start } from '../spec/graphs.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';
import { temporaryDirectory } from '../spec/temporary.js';
import { ConnectionsService } from './connections.service.js';

const vectors = new URL('../../vectors/', import.meta.url);
const naughty = JSON.parse(readFileSync(new URL('blns.json', vectors), 'utf8')) as string[];
/** Also every length of the mask's character, what databases and UTF-8 stumble over, and a long one. */
const values = [
  ...naughty,
  ...Array.from({ length: 17 }, (_, length) => '\u2022'.repeat(length)),
  ...['\ud800', 'x\udc00y', '\udc00\ud800', '\ud83d'.repeat(20)],
  ...['\0', 'a\0b', '\ufeff', 'x'.repeat(65_536), '\u00e9'.repeat(32_768)],
];

/** A connector with a secret for each of them, and a node that tells what came of them. */
function pluginFolder(): string {
  const folder = join(temporaryDirectory(), 'many');
  mkdirSync(folder);
  const manifest = { name: 'many', version: '1.0.0', type: 'module', patchbay: { plugin: './index.js' } };
  const fields = values.map((_, index) => [`s${index}`, { kind: 'secret', displayName: `S${index}` }]);
  const names = "displayName: 'Many', description: 'Many'";
  const connector = `{ type: 'many', ${names}, category: 'other', fields: ${JSON.stringify(Object.fromEntries(fields))},
    open: (credentials) => Object.values(credentials).map((secret) => secret.reveal()), test: () => undefined }`;
  const main = "[{ name: 'main', type: 'any' }]";
  const node = `{ type: 'tell', version: 1, ${names}, group: 'action', parameters: {}, inputs: ${main}, outputs: ${main},
    connections: { of: { accepts: { types: ['many'] }, required: true } },
    execute: ({ connections }) => [{ json: { digest: digestOf(connections.of.client) } }] }`;
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(
    join(folder, 'index.js'),
    `import { createHash } from 'node:crypto';
    ${digestOf.toString()}
    export default { name: 'many', displayName: 'Many', connectors: [${connector}], nodes: [${node}] };`,
  );
  return folder;
}

/** Of the texts as JSON, which writes down halves of surrogate pairs too. */
function digestOf(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex');
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

    it('reach a node byte for byte', async () => {
      const id = await create('three');
      const graph = chain(start, { id: 'told', name: 'Told', type: 'many.tell', connections: { of: id } });
      const run = await host.admin.post(`/patterns/${await createPattern(host.admin, graph)}/run`, {
        wait: true,
      });
      const steps = run.body['steps'] as StepRecord[];
      assert.deepEqual(steps.at(-1)?.outputs['main']?.[0]?.json, { digest: digestOf(values) }, run.text);
    });

    it('are taken as names too, or refused with 422 where a store could not keep them', async () => {
      const some = values.filter((text, index) => text.length <= 200 && index % 3 === 0);
      for (const name of new Set([...some, 'x\udc00y', 'a\0b'])) {
        const answer = await host.admin.post('/connections', { name, type: 'many', config: {} });
        assert.ok([201, 409, 422].includes(answer.status), `${JSON.stringify(name)}: ${answer.text}`);
        if (answer.status === 201) assert.equal(answer.body['name'], name);
      }
    });
  });
}
