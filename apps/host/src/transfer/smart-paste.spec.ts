import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { before, describe, it } from 'node:test';
import type { SmartPasteAnswer } from '@patchbay/contracts';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { filesHold } from '../spec/files-hold.js';
import { jsonOf } from './readers/json-text.js';
import { readServiceAccount } from './readers/service-account.js';

describe('Smart paste', () => {
  let host: SpecHost;
  before(async () => {
    host = await startSpecHost();
  });

  const paste = async (text: string): Promise<SmartPasteAnswer> => {
    const { status, body, text: answer } = await host.admin.post('/connections/smart-paste', { text });
    assert.equal(status, 200, answer);
    return body as unknown as SmartPasteAnswer;
  };
  /** Type and values of the best suggestion of each connection. */
  const best = async (text: string) =>
    (await paste(text)).connections.map(({ name, suggestions: [first] }) => [
      name,
      first?.type,
      first?.config,
    ]);

  it('takes connection URLs of every spelling', async () => {
    const shop = { host: 'db.example.org', database: 'shop', username: 'reader', password: 'p@ss/word' };
    for (const url of [
      'postgres://reader:p%40ss%2Fword@db.example.org/shop',
      'postgresql+psycopg2://reader:p%40ss%2Fword@db.example.org/shop',
      'jdbc:postgresql://db.example.org/shop?user=reader&password=p%40ss%2Fword',
    ])
      assert.deepEqual(await best(url), [['db.example.org', 'postgresql', shop]], url);
    assert.deepEqual(await best('mysql://u:p@h:3307/d?ssl-mode=REQUIRED'), [
      ['h', 'mysql', { host: 'h', port: 3307, database: 'd', username: 'u', password: 'p', tls: 'on' }],
    ]);
    assert.deepEqual(await best('sqlite:////data/shop.db'), [
      ['sqlite', 'sqlite', { path: '/data/shop.db' }],
    ]);
    assert.deepEqual(await best('https://hooks.slack.com/services/T0/B0/planted'), [
      ['hooks.slack.com', 'slack_webhook', { webhookUrl: 'https://hooks.slack.com/services/T0/B0/planted' }],
    ]);
  });

  it('prefers the connector of a service to that of the database under it', async () => {
    const { connections } = await paste('postgresql://postgres:pw@db.abcdefgh.supabase.co:5432/postgres');
    const [supabase, postgresql] = connections[0]?.suggestions ?? [];
    assert.deepEqual(
      [supabase?.type, supabase?.config['projectRef'], postgresql?.type],
      ['supabase', 'abcdefgh', 'postgresql'],
    );
  });

  it('says what is wrong with a URL, without repeating it', async () => {
    const { connections, notRead } = await paste('postgres://reader:planted/secret#x@db.example.org/shop');
    assert.deepEqual(connections, []);
    assert.deepEqual(notRead, [
      { where: 'line 1', reason: 'has a password with characters that must be percent-encoded' },
    ]);
  });

  it('finds the connections of a .env file and lists what it leaves', async () => {
    const { connections, notRead } = await paste(`# database
export PGHOST=db.example.org
PGPORT=5433
PGUSER="reader"
PGPASSWORD='p#ss "word" $HOME'
PGDATABASE=shop # the shop
STAGING_DB_CONNECTION=mysql
STAGING_DB_HOST=staging.example.org
STAGING_DB_DATABASE=shop
STAGING_DB_USERNAME=root
STAGING_DB_PASSWORD="two
lines"
ORDERS_DATABASE_URL=postgres://o:secret@orders.example.org/o
APP_URL=https://shop.example.org
APP_NAME=Shop
not a variable
`);
    const found = connections.map(({ name, suggestions: [first] }) => [name, first?.type, first?.config]);
    assert.deepEqual(found, [
      [
        'orders database',
        'postgresql',
        { host: 'orders.example.org', database: 'o', username: 'o', password: 'secret' },
      ],
      [
        'pg',
        'postgresql',
        {
          host: 'db.example.org',
          port: 5433,
          username: 'reader',
          password: 'p#ss "word" $HOME',
          database: 'shop',
        },
      ],
      [
        'staging db',
        'mysql',
        { host: 'staging.example.org', database: 'shop', username: 'root', password: 'two\nlines' },
      ],
    ]);
    assert.deepEqual(
      notRead.map(({ where }) => where),
      ['line 16', 'APP_URL', 'APP_NAME'],
    );
  });

  it('reads cURL as browsers and documentation write it', async () => {
    assert.deepEqual(
      await best(`curl 'https://api.example.org/v1/orders?page=2' \\
        -H 'Authorization: Bearer planted-token' -H $'X-Note: it\\'s' --compressed -sSL -m 20`),
      [
        [
          'api.example.org',
          'http',
          {
            authType: 'bearer',
            baseUrl: 'https://api.example.org',
            authToken: 'planted-token',
            headers: { 'X-Note': "it's" },
            timeout: 20,
          },
        ],
      ],
    );
    assert.deepEqual(await best('curl -uuser:pa:ss -k http://127.0.0.1:8080/'), [
      [
        '127.0.0.1',
        'http',
        {
          authType: 'basic',
          baseUrl: 'http://127.0.0.1:8080',
          username: 'user',
          password: 'pa:ss',
          tlsVerify: false,
        },
      ],
    ]);
    const { connections, notRead } = await paste(
      `curl -X POST https://hooks.example.org/x -H "X-Note: n" -d '{"a":1}' --proxy http://p:1`,
    );
    assert.deepEqual(
      connections[0]?.suggestions.map(({ type }) => type),
      ['webhook', 'http'],
    );
    assert.deepEqual(notRead, [{ where: '--proxy', reason: 'has no place in a connection' }]);
  });

  it('reads credentials of n8n and connections of Airflow, and names what has no place', async () => {
    const n8n = JSON.stringify([
      {
        id: '1',
        name: 'Shop',
        type: 'postgres',
        data: {
          host: 'h',
          database: 'd',
          user: 'u',
          password: 'p',
          ssl: 'require',
          sshTunnel: true,
          sshHost: 's',
        },
      },
      { id: '2', name: 'Locked', type: 'postgres', data: 'U2FsdGVkX1' },
      { id: '3', name: 'Unknown', type: 'somethingElse', data: { key: 'k' } },
    ]);
    const { format, connections, notRead } = await paste(n8n);
    assert.equal(format, 'n8n');
    assert.deepEqual(connections[0]?.suggestions[0]?.config, {
      host: 'h',
      database: 'd',
      username: 'u',
      password: 'p',
      tls: 'on',
    });
    assert.deepEqual(connections[0]?.suggestions[0]?.unmapped, ['sshTunnel', 'sshHost']);
    assert.deepEqual(connections[1], { name: 'Unknown', suggestions: [], read: ['key'] });
    assert.deepEqual(notRead, [{ where: 'Locked', reason: 'is encrypted; export it with --decrypted' }]);
    const airflow = {
      warehouse: { conn_type: 'postgres', host: 'h', login: 'u', password: 'p', schema: 'd', port: 5433 },
      api: 'http://u:p%40@api.example.org/https',
      hook: { conn_type: 'slackwebhook', password: 'T0/B0/x' },
    };
    assert.deepEqual(await best(JSON.stringify(airflow)), [
      ['warehouse', 'postgresql', { host: 'h', port: 5433, database: 'd', username: 'u', password: 'p' }],
      [
        'api',
        'http',
        { baseUrl: 'https://api.example.org', authType: 'basic', username: 'u', password: 'p@' },
      ],
      ['hook', 'slack_webhook', { webhookUrl: 'https://hooks.slack.com/services/T0/B0/x' }],
    ]);
    assert.deepEqual(await best("AIRFLOW_CONN_SHOP='my-sql://'\nAIRFLOW_CONN_DB=mysql://u:p@h/d"), [
      ['shop', undefined, undefined],
      ['db', 'mysql', { host: 'h', database: 'd', username: 'u', password: 'p' }],
    ]);
  });

  it('keeps a password of bullets apart from a mask', async () => {
    const [[, , config] = []] = await best(
      'postgres://u:%E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A2@h/d',
    );
    assert.deepEqual((config as Record<string, unknown>)['password'], { $value: '••••••••' });
  });

  it('knows a certificate bundle and a service account, also when nothing takes it', async () => {
    const { connections } = await paste(
      JSON.stringify({ type: 'service_account', project_id: 'p', private_key: 'planted-key' }),
    );
    assert.deepEqual(connections, [
      { name: 'p', suggestions: [], read: ['type', 'project_id', 'private_key', 'json'] },
    ]);
    const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
    const bundle = await paste(
      `${pem}\n${pem}\n-----BEGIN PRIVATE KEY-----\nMIIC\n-----END PRIVATE KEY-----\n`,
    );
    const config = bundle.connections[0]?.suggestions.find(({ type }) => type === 'postgresql')?.config;
    assert.deepEqual(Object.keys(config ?? {}), ['tlsCert', 'tlsKey']);
    const ca = await paste(pem);
    assert.deepEqual(ca.connections[0]?.suggestions.find(({ type }) => type === 'http')?.config, {
      tlsCa: pem,
    });
  });

  it('takes a certificate that signs itself for the client’s own where its key is with it', async () => {
    const { certificate, key } = selfSigned();
    const config = async (text: string) =>
      (await paste(text)).connections[0]?.suggestions.find(({ type }) => type === 'postgresql')?.config;
    assert.deepEqual(await config(certificate + key), { tlsCert: certificate.trim(), tlsKey: key.trim() });
    const { key: other } = selfSigned();
    assert.deepEqual(await config(certificate + other), { tlsCa: certificate.trim(), tlsKey: other.trim() });
  });

  it('mends the line breaks of a service account’s key', async () => {
    const account = { type: 'service_account', project_id: 'p', private_key: 'one\ntwo\n' };
    const good = JSON.stringify(account);
    for (const text of [good, good.replaceAll('\\n', '\n'), good.replaceAll('\\n', '\\\\n')]) {
      const read = readServiceAccount(text).readings[0]?.values;
      assert.equal(read?.get('private_key')?.value, 'one\ntwo\n', text);
      assert.deepEqual(jsonOf(String(read.get('json')?.value)), account);
      assert.equal((await paste(text)).format, 'serviceAccount');
    }
  });

  it('leaves no trace in files, log or audit', async () => {
    await paste('postgres://u:planted-and-pasted@h/d');
    const records = await host.store.dataSource.query<object[]>(
      `SELECT * FROM audit WHERE action LIKE '%aste%'`,
    );
    assert.deepEqual(records, []);
    assert.deepEqual(filesHold(host.home, 'planted-and-pasted'), []);
  });

  it('is for those who may make connections, and takes texts of a form alone', async () => {
    const { api } = await host.addUser('analyst');
    assert.equal((await api.post('/connections/smart-paste', { text: 'x' })).status, 403);
    assert.equal(
      (await host.admin.post('/connections/smart-paste', { text: 'x'.repeat(70_000) })).status,
      422,
    );
  });
});

/** As the openssl command makes one: its own issuer, and an authority. */
function selfSigned(): { certificate: string; key: string } {
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const out = ['-subj', '/CN=client', '-keyout', '-', '-out', '-'];
  const made = execFileSync('openssl', ['req', '-x509', ...curve, ...out], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const at = made.indexOf('-----BEGIN CERTIFICATE');
  return { certificate: made.slice(at), key: made.slice(0, at) };
}
