import { randomBytes } from 'node:crypto';
import { startHost } from '@patchbay/test';
import { Client } from 'pg';
import { apiRequests, type ApiRequests } from './api-requests.js';

/**
 * The life of connections over HTTP on either store, with the audit log on: creations a second, and what one request
 * takes among ten thousand connections.
 */
const many = Number(process.env['BENCH_CONNECTIONS'] ?? 10_000);
const rounds = 300;
let created = 0;
const server = process.env['TEST_POSTGRES_URL'] ?? '';

await benchStore('SQLite', {});
const name = `bench_${randomBytes(6).toString('hex')}`;
await onServer(`CREATE DATABASE ${name}`);
try {
  const url = new URL(server);
  url.pathname = `/${name}`;
  await benchStore('PostgreSQL', { PATCHBAY_DATABASE_URL: url.href });
} finally {
  await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
}

async function benchStore(store: string, env: Record<string, string>): Promise<void> {
  const host = await startHost({ env });
  const api = apiRequests(host);
  try {
    console.log(`\n${many.toLocaleString('en')} connections on ${store}`);
    await measure(api);
  } finally {
    api.close();
    await host.stop();
    host.remove();
  }
}

async function measure(api: ApiRequests): Promise<void> {
  const ids: string[] = [];
  const create = async () => {
    const { id } = JSON.parse(await api.send('POST', '/connections', connection(ids.length))) as {
      id: string;
    };
    ids.push(id);
  };
  const began = performance.now();
  const createSome = async () => {
    while (ids.length < many) await create();
  };
  await Promise.all(Array.from({ length: 8 }, createSome));
  const perSecond = Math.round((many * 1000) / (performance.now() - began));
  console.log(`  ${'create, eight at once'.padEnd(24)} ${perSecond.toLocaleString('en')}/s`);
  const any = () => `/connections/${ids[Math.floor(Math.random() * many)] ?? ''}`;
  await time('create', create);
  await time('read', () => api.send('GET', any()));
  await time('update', () =>
    api.send('PATCH', any(), { config: { password: randomBytes(9).toString('hex') } }),
  );
  await time('page of 100', () => api.send('GET', '/connections?limit=100'));
  await time('page of 100, searched', () => api.send('GET', '/connections?limit=100&q=bench%2099'));
}

/** One after the other, as one person waits for them; after a tenth to warm up. */
async function time(what: string, work: () => Promise<unknown>): Promise<void> {
  for (let round = 0; round < rounds / 10; round += 1) await work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => `${(times[Math.floor(rounds * share)] ?? 0).toFixed(2)} ms`;
  console.log(`  ${what.padEnd(24)} p50 ${at(0.5)}  p99 ${at(0.99)}`);
}

function connection(index: number): object {
  const place = { host: `db-${index % 50}.example.org`, database: 'shop', username: 'reader' };
  const name = `Bench ${(created += 1)}`;
  const tags = [`team-${index % 7}`];
  return { name, tags, type: 'postgresql', config: { ...place, password: randomBytes(12).toString('hex') } };
}

async function onServer(sql: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
