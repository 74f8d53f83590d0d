import { graph, node, run, runtimeOf } from './kit.js';

/*
 * `node packages/runtime/dist/spec/bench.js`: milliseconds of clock and of processor per operation, the median of
 * nine rounds. The processor's time is what to compare on a machine that does other things as well.
 */
const runtime = runtimeOf();
const items = Array.from({ length: 10_000 }, (_, id) => ({
  id,
  name: `Customer ${id}`,
  price: id * 1.5,
  quantity: id % 7,
}));
const fields = {
  total: '={{ $json.price * $json.quantity }}',
  label: '={{ $json.name.toUpperCase() }}',
  many: '={{ $json.quantity > 3 ? "many" : "few" }}',
  number: '={{ "No " + ($json.id + 1) }}',
};
const set = (json: Record<string, string>) => graph([node('set', 'set', { json })], ['start>set']);

const four = set(fields);
await measure('10,000 items, four expressions', 1, () => run(runtime, four, items));
const plain = set({ id: '={{ $json.id }}', text: '=No {{ $json.id }}' });
await measure('run, plain reads', 500, () => run(runtime, plain, [{ id: 1 }]));
const engine = set({ id: '={{ $json.id + 1 }}' });
await measure('run, fresh engine context', 100, () => run(runtime, engine, [{ id: 1 }]));
const watched = set({ id: '={{ [$json.id].map((id) => id + 1)[0] }}' });
await measure('run, fresh context and watchdog', 100, () => run(runtime, watched, [{ id: 1 }]));
const luxon = set({ now: '={{ $now.toISO() }}' });
await measure('run, fresh context and Luxon', 10, () => run(runtime, luxon));

async function measure(name: string, count: number, work: () => Promise<unknown>): Promise<void> {
  const rounds: { clock: number; cpu: number }[] = [];
  for (let round = 0; round < 9; round++) {
    const start = performance.now();
    const cpu = process.cpuUsage();
    for (let n = 0; n < count; n++) await work();
    const { user, system } = process.cpuUsage(cpu);
    rounds.push({ clock: (performance.now() - start) / count, cpu: (user + system) / 1_000 / count });
  }
  const median = (key: 'clock' | 'cpu') =>
    rounds
      .map((each) => each[key])
      .sort((a, b) => a - b)[4]
      ?.toFixed(3);
  process.stdout.write(`${name}: ${median('clock')} ms, processor ${median('cpu')} ms\n`);
}
