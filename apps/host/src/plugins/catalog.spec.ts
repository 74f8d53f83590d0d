import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { ConnectorDescription, InstalledPlugin } from '@patchbay/contracts';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { temporaryDirectory } from '../spec/temporary.js';
import { CatalogService } from './catalog.service.js';
import { pluginDigest } from './digest.js';
import { pluginManifestTable } from './plugin-manifest.table.js';

const connector = (type: string, more = '') =>
  `{ type: '${type}', displayName: 'X', description: 'x', category: 'other', fields: { key: { kind: 'secret', displayName: 'Key' } }, open: () => ({}), test: () => undefined, ${more} }`;

function writePlugin(name: string, code: string, entry = './index.js'): string {
  const folder = join(temporaryDirectory(), name);
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name, version: '1.0.0', type: 'module', patchbay: { plugin: entry } }),
  );
  writeFileSync(join(folder, 'index.js'), code);
  return folder;
}

const plugin = (name: string, connectors: string) =>
  `export default { name: '${name}', displayName: 'X', connectors: [${connectors}] };`;

/** `name! required, name* secret, name=default, (choices)`, as the connectors were asked for. */
const pool = 'poolSize=5 maxOverflow=15 poolRecycle=1800';
const login = 'host! database! username! password* tlsVerify=true';
const asked: Readonly<Record<string, string>> = {
  postgresql: `port=5432 tls=auto(auto|on|off) ${login} ${pool}`,
  mysql: `port=3306 tls=auto(auto|on|off) ${login} ${pool}`,
  mariadb: `port=3306 tls=auto(auto|on|off) ${login} ${pool}`,
  supabase: `projectRef! mode=session(session|transaction|direct) password* tls=on(auto|on|off) ${pool}`,
  smtp: `host! port encryption=tls(tls|ssl|none) username password* fromAddress! timeout=30 ${pool}`,
  webhook: 'url! method=POST(POST|PUT) authType=none(none|bearer|hmac) authSecret!* headers timeout=30',
  slack_webhook: 'webhookUrl!* timeout=30',
  basic_auth: 'username! password!*',
  header_auth: 'name!=X-API-Key value!*',
  jwt_auth: 'secret!* privateKey*',
  http: 'baseUrl! authType=none(none|bearer|basic|apiKey) authToken!* password* apiKeyHeader!=X-API-Key apiKeyValue!* headers timeout=30',
};

interface WireField {
  name: string;
  required?: boolean;
  default?: unknown;
  typeOptions?: { password?: boolean };
  options?: { value?: string }[];
}

function inShort({ name, required, default: value, typeOptions, options = [] }: WireField): string {
  const flags = `${required ? '!' : ''}${typeOptions?.password ? '*' : ''}`;
  const choices = options.flatMap(({ value: choice }) => choice ?? []);
  const given =
    ['string', 'number', 'boolean'].includes(typeof value) && value !== '' ? `=${String(value)}` : '';
  return `${name}${flags}${given}${choices.length > 0 ? `(${choices.join('|')})` : ''}`;
}

describe('The catalog', () => {
  let host: SpecHost;
  const broken = writePlugin('broken', plugin('broken', connector('fine_once')));
  before(async () => {
    const plugins = [
      writePlugin('good', plugin('good', connector('good_one', "aliases: ['good_alias']"))),
      writePlugin('usurper', plugin('usurper', connector('rds'))),
      writePlugin(
        'misspelt',
        plugin('misspelt', connector('misspelt').replace("kind: 'secret'", "kind: 'secrt'")),
      ),
      writePlugin('throws', "throw new Error('no driver here')"),
      writePlugin('outside', '', '../../escape.js'),
      broken,
      '/nowhere/at/all',
    ];
    host = await startSpecHost({ env: { PATCHBAY_PLUGINS: plugins.join(',') } });
  });

  it('has the bundled connectors and nodes', async () => {
    const connectors = JSON.parse(
      (await host.admin.get('/connectors/catalog')).text,
    ) as ConnectorDescription[];
    for (const type of ['postgresql', 'sqlite', 'http', 'good_one'])
      assert.ok(
        connectors.some((one) => one.type === type && one.available),
        type,
      );
    const nodes = JSON.parse((await host.admin.get('/nodes/catalog')).text) as { type: string }[];
    assert.ok(nodes.some(({ type }) => type === 'core.sqlQuery'));
  });

  it('has each connector with the fields, choices and defaults that were asked for', async () => {
    for (const [type, fields] of Object.entries(asked)) {
      const { body } = await host.admin.get(`/connectors/${type}`);
      const found = (body['fields'] as WireField[]).map(inShort);
      assert.deepEqual(
        fields.split(' ').filter((one) => !found.includes(one)),
        [],
        `${type} has ${found.join(' ')}`,
      );
    }
  });

  it('finds a connector by its alias', async () => {
    assert.equal((await host.admin.get('/connectors/good_alias')).body['type'], 'good_one');
    const aliases = { api_rest: 'http', rds: 'postgresql', smtp_email: 'smtp', n8n_webhook: 'webhook' };
    for (const [alias, type] of Object.entries(aliases))
      assert.equal((await host.admin.get(`/connectors/${alias}`)).body['type'], type);
    assert.equal((await host.admin.get('/connectors/nothing')).body['code'], 'connector-not-found');
  });

  it('goes on without a plugin that does not work, and says why to those who may look at connectors', async () => {
    assert.equal((await (await host.addUser('viewer')).api.get('/plugins')).status, 403);
    const plugins = JSON.parse((await host.admin.get('/plugins')).text) as InstalledPlugin[];
    const reasonOf = (name: string) => plugins.find((plugin) => plugin.name === name)?.reason ?? '';
    assert.deepEqual(
      plugins.find(({ name }) => name === 'good'),
      { name: 'good', version: '1.0.0', available: true },
    );
    assert.match(
      reasonOf('usurper'),
      /the connector rds, which @patchbay\/plugin-postgresql declares already/,
    );
    assert.notEqual(reasonOf('misspelt'), '');
    assert.match(reasonOf('throws'), /no driver here/);
    assert.match(reasonOf('outside'), /is not there/);
    assert.match(reasonOf('/nowhere/at/all'), /no such package or folder/);
    assert.equal(reasonOf('good'), '');
    assert.equal(host.app.nest.get(CatalogService).connector('rds')?.description.type, 'postgresql');
  });

  it('asks a plugin once for each state of its code, and keeps what it said last when it breaks', async () => {
    const described = await host.store.manager.find(pluginManifestTable);
    await host.stop();
    writeFileSync(join(broken, 'index.js'), "throw new Error('broken now')");
    const again = await startSpecHost({ home: host.home, env: { PATCHBAY_PLUGINS: broken } });
    const still = await again.store.manager.find(pluginManifestTable);
    assert.deepEqual(
      still.map(({ digest, describedAt }) => [digest, describedAt]).sort(),
      described.map(({ digest, describedAt }) => [digest, describedAt]).sort(),
    );
    const { body } = await again.admin.get('/connectors/fine_once');
    assert.equal(body['available'], false);
    assert.match(String(body['unavailableReason']), /broken now/);
    const refused = await again.admin.post('/connections', {
      name: 'x',
      type: 'fine_once',
      config: { key: 'planted-secret' },
    });
    assert.equal(
      refused.status,
      201,
      'what a plugin says of its fields stays good when its code does not load',
    );
    assert.equal(
      (await again.admin.post(`/connections/${String(refused.body['id'])}/test`)).body['code'],
      'connector-unavailable',
    );
  });
});

describe('The digest of a plugin', () => {
  it('changes with any file of it and with no other', () => {
    const folder = writePlugin('digested', 'export default 1;');
    const first = pluginDigest(folder);
    assert.equal(pluginDigest(folder), first);
    writeFileSync(join(folder, 'helper.js'), '1');
    const second = pluginDigest(folder);
    assert.notEqual(second, first);
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(join(folder, 'node_modules', 'x.js'), '1');
    assert.equal(pluginDigest(folder), second);
  });
});
