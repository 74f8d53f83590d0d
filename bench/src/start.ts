import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeHome, processTree, startHost, type RunningHost } from '@patchbay/test';
import { memoryOf } from './memory.js';
import { startServer } from './server-process.js';

/** Time to the first answer on /api/health/live and to readiness, and the memory of the whole tree when idle. */
const rounds = 5;
const settleMs = 8000;

const home = makeHome();
const times: { bare: number; live: number; ready: number }[] = [];
for (let round = 1; round <= rounds; round++) {
  const begun = performance.now();
  const bare = await startServer('bare-server.js');
  await fetch(`http://127.0.0.1:${bare.port}/edit`, { method: 'POST', body: '{"name":"Ada","number":1}' });
  const bareMs = performance.now() - begun;
  const { host, ...own } = await startMeasured();
  times.push({ bare: bareMs, ...own });
  if (round === rounds) {
    await sleep(settleMs);
    console.log('\nMemory when idle, all processes');
    printMemory('bare Node server', [bare.pid]);
    printMemory('Patchbay', processTree(host.pid));
  }
  bare.stop();
  await host.stop();
  if (round === rounds) host.remove();
}
console.log(`\nStart, median and worst of ${rounds}`);
printTimes('bare Node server, first answer', 'bare');
printTimes('Patchbay, /api/health/live', 'live');
printTimes('Patchbay, ready with a runner', 'ready');

async function startMeasured(): Promise<{ host: RunningHost; live: number; ready: number }> {
  const port = await freePort();
  const begun = performance.now();
  const starting = startHost({ home, env: { PATCHBAY_PORT: `${port}` }, login: false });
  const live = firstAnswer(`http://127.0.0.1:${port}/api/health/live`).then(() => performance.now() - begun);
  const host = await starting;
  return { host, ready: performance.now() - begun, live: await live };
}

async function firstAnswer(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(5);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function printTimes(name: string, which: keyof (typeof times)[number]): void {
  const sorted = times.map((each) => each[which]).sort((a, b) => a - b);
  const [middle = 0, worst = 0] = [sorted[Math.floor(rounds / 2)], sorted.at(-1)];
  console.log(`  ${name.padEnd(34)} ${middle.toFixed(0).padStart(6)} ms  worst ${worst.toFixed(0)} ms`);
}

function printMemory(name: string, pids: readonly number[]): void {
  const { rssMb, pssMb } = memoryOf(pids);
  console.log(
    `  ${name.padEnd(34)} ${pids.length} processes, ${rssMb.toFixed(0)} MB resident, ${pssMb.toFixed(0)} MB with shared pages counted once`,
  );
}
