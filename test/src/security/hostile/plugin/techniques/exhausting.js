import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readdirSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

const kept = [];

export const forks = ({ count }) => {
  let started = 0;
  for (let each = 0; each < count; each += 1) {
    try {
      const child = spawn('/bin/sleep', ['30'], { stdio: 'ignore' }).on('error', () => undefined);
      if (child.pid !== undefined) started += 1;
    } catch {
      // That is the limit.
    }
  }
  return started;
};

export const workers = async ({ count }) => {
  let running = 0;
  for (let each = 0; each < count; each += 1) {
    try {
      new Worker('setInterval(() => undefined, 1000)', { eval: true })
        .on('online', () => (running += 1))
        .on('error', () => undefined);
    } catch {
      // That is the limit.
    }
  }
  await setTimeout(1500);
  return running;
};

export const memory = async () => {
  for (;;) {
    kept.push(Buffer.alloc(16 * 1024 * 1024, 1));
    await setTimeout(2);
  }
};

export const descriptors = () => {
  for (let opened = 0; ; opened += 1) {
    try {
      kept.push(openSync('/dev/null', 'r'));
    } catch (error) {
      return { opened, end: error.code };
    }
  }
};

export const output = async ({ megabytes }) => {
  for (let written = 0; written < megabytes; written += 1) {
    process.stdout.write('o'.repeat(1023).concat('\n').repeat(512));
    process.stderr.write('e'.repeat(1023).concat('\n').repeat(512));
    await setTimeout(1);
  }
  return 'printed';
};

/** Where the runtime keeps the files of this run, past the runtime: in a folder below, or in a file without a name. */
export const fillExchange = async ({ context, parent, megabytes, isNameless }) => {
  const { id } = await context.files.write(Buffer.from('x'), { mimeType: 'text/plain' });
  const own = readdirSync(parent).find((name) => existsSync(join(parent, name, id)));
  const folder = join(parent, own, 'deep');
  mkdirSync(folder);
  const file = openSync(join(folder, 'filling'), 'w');
  if (isNameless) unlinkSync(join(folder, 'filling'));
  const part = Buffer.alloc(1024 * 1024, 1);
  for (let written = 0; written < megabytes; written += 1) writeSync(file, part);
  await setTimeout(60_000);
  return 'filled';
};

export const hang = () => {
  for (;;);
};

export const exit = ({ code }) => process.exit(code);
export const abort = () => process.abort();
export const uncaught = () => {
  process.nextTick(() => {
    throw new TypeError('nobody catches this');
  });
  return setTimeout(30_000);
};

/** A run that ends and leaves a timer, a listener and an unreferenced promise behind. */
export const leaveBehind = ({ context }) => {
  globalThis.leftBehind = { run: context.run.id, ticks: 0 };
  setInterval(() => (globalThis.leftBehind.ticks += 1), 10);
  process.on('message', () => undefined);
  return context.run.id;
};

/** Keeps its lease in use for as long as it can: it neither ends nor listens to the end of its run. */
export const keepLease = () => setTimeout(60_000, 'late');
