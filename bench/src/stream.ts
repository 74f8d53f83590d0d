import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type RunningHost, runnerPeak, startHost } from '@patchbay/test';

/** Reader → Edit Fields → Writer on PostgreSQL against a hand-written loop with the bare driver, in turn. */
const given = process.env.TEST_POSTGRES_URL;
if (given === undefined)
  throw new Error('TEST_POSTGRES_URL is missing: run npm run bench, which starts the servers');
const url = new URL(given);
const rows = Number(process.env.BENCH_ROWS ?? 1_000_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const source = 'bench_stream_source';
const copy = 'bench_stream_copy';
const columns = 'id int, label text, total float8, created timestamptz, many boolean';

const database = new pg.Client({ connectionString: given });
await database.connect();
await database.query(`DROP TABLE IF EXISTS ${source}, ${copy}`);
await database.query(
  `CREATE TABLE ${source} AS SELECT n AS id, 'Customer ' || n AS name, (n % 1000 * 1.25)::numeric(10,2) AS price,
     n % 7 AS quantity, now() AS created FROM generate_series(1, ${rows}) AS n`,
);
const host = await startHost();
try {
  const pattern = await createPattern(host);
  const bare: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < rounds; round++) {
    bare.push(await timed(() => runBare()));
    ours.push(await timed(() => runPattern(host, pattern)));
  }
  console.log(
    `\n${rows.toLocaleString('en')} rows: Database Reader → Edit Fields → Database Writer, PostgreSQL`,
  );
  console.log(`  hand-written loop   ${seconds(bare)}`);
  console.log(`  Patchbay            ${seconds(ours)}`);
  console.log(`  ${(median(ours) / median(bare)).toFixed(2)} times the hand-written loop's time (aim 1.5)`);
  console.log(`  peak memory of the runner: ${Math.round(runnerPeak(host) / 1_048_576)} MB (aim 300)`);
} finally {
  await host.stop();
  host.remove();
  await database.query(`DROP TABLE IF EXISTS ${source}, ${copy}`);
  await database.end();
}

async function timed(work: () => Promise<void> | void): Promise<number> {
  await database.query(`DROP TABLE IF EXISTS ${copy}`);
  await database.query(`CREATE TABLE ${copy} (${columns})`);
  await database.query('CHECKPOINT');
  const start = performance.now();
  await work();
  const elapsed = performance.now() - start;
  const { rows: found } = await database.query<{ n: string }>(`SELECT count(*) AS n FROM ${copy}`);
  if (Number(found[0]?.n) !== rows) throw new Error(`${found[0]?.n} of ${rows} rows were written`);
  return elapsed;
}

/** Its own process, so that neither pays for what the other left in memory. */
function runBare(): void {
  const file = fileURLToPath(new URL('stream-bare.js', import.meta.url));
  const { status } = spawnSync(process.execPath, [file, source, copy], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The hand-written loop failed');
}

async function runPattern({ api }: RunningHost, id: string): Promise<void> {
  let run = await api.call('patternRun', { params: { id }, body: { wait: false } });
  while (run.status === 'queued' || run.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 50));
    run = await api.call('runGet', { params: { id: run.id } });
  }
  if (run.status !== 'success') throw new Error(JSON.stringify(run.error));
}

async function createPattern({ api }: RunningHost): Promise<string> {
  const config = {
    host: url.hostname,
    port: Number(url.port),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1),
    tls: 'off',
  };
  const body = { name: 'Bench', type: 'postgresql', config };
  const connections = { database: (await api.call('connectionCreate', { body })).id };
  const fields = [
    { name: 'id', value: '={{ $json.id }}' },
    { name: 'label', value: '={{ $json.name.toUpperCase() }}' },
    { name: 'total', value: '={{ $json.price * $json.quantity }}' },
    { name: 'created', value: '={{ $json.created }}' },
    { name: 'many', value: '={{ $json.quantity > 3 }}' },
  ];
  const nodes = [
    { id: 's', name: 'Start', type: 'core.manualTrigger' },
    { id: 'r', name: 'Reader', type: 'core.databaseReader', parameters: { table: source }, connections },
    { id: 'e', name: 'Edit', type: 'core.editFields', parameters: { fields } },
    { id: 'w', name: 'Writer', type: 'core.databaseWriter', parameters: { table: copy }, connections },
  ];
  const edges = [
    ['s', 'r'],
    ['r', 'e'],
    ['e', 'w'],
  ].map(([from = '', to = '']) => ({ from: { node: from, pin: 'main' }, to: { node: to, pin: 'main' } }));
  const pattern = await api.call('patternCreate', { body: { name: `Bench ${randomUUID()}`, nodes, edges } });
  return pattern.id;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function seconds(values: readonly number[]): string {
  const all = values.map((value) => (value / 1000).toFixed(1)).join(', ');
  return `${(median(values) / 1000).toFixed(1)} s  (${all})`;
}
