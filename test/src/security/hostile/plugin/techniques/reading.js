import { createRequire } from 'node:module';
import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { tried, triedEach } from './tried.js';

const facts = ['environ', 'cmdline', 'maps', 'fd', 'mem', 'root', 'cwd', 'exe'];

/** Everything that /proc tells of another process. */
export const procOf = ({ pids }) =>
  triedEach(
    pids.flatMap((pid) => facts.map((fact) => `/proc/${pid}/${fact}`)),
    (path) => (path.endsWith('fd') ? readdirSync(path).join() : contentsOf(path)),
  );

/** The same for every process that can be seen; what names the host would be in it. */
export const procOfAll = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return `${readFileSync(`/proc/${pid}/cmdline`, 'latin1')} ${readFileSync(`/proc/${pid}/environ`, 'latin1')}`;
      } catch {
        return '';
      }
    })
    .join('\n');

/** Files by their paths; with a shell too, which no rule within Node binds. */
export const files = async ({ paths }) => ({
  byNode: await triedEach(paths, contentsOf),
  byShell: await triedEach(paths, (path) => {
    const { status, stdout } = spawnSync('/bin/cat', [path], { encoding: 'latin1' });
    if (status !== 0) throw Object.assign(new Error('cat'), { code: `exit ${status}` });
    return stdout.slice(0, 200);
  }),
});

export const directories = ({ paths }) => triedEach(paths, (path) => readdirSync(path).join());

export const own = async () => ({
  environment: process.env,
  initial: await tried(() => readFileSync('/proc/self/environ', 'latin1')),
  arguments: [...process.argv, ...process.execArgv],
  descriptors: await tried(() => readdirSync('/proc/self/fd').map((fd) => linkOf(`/proc/self/fd/${fd}`))),
  limits: await tried(() => readFileSync('/proc/self/limits', 'latin1')),
  capabilities: await tried(() => /CapEff:\s*(\w+)/.exec(readFileSync('/proc/self/status', 'latin1'))[1]),
});

/**
 * How often the process's own memory holds a text. Its tail comes masked and is never unmasked, so that what is
 * found is not what was brought along.
 */
export const ownMemory = ({ head, maskedTail }) => {
  const memory = openSync('/proc/self/mem', 'r');
  const part = Buffer.alloc(1024 * 1024);
  let hits = 0;
  for (const line of readFileSync('/proc/self/maps', 'latin1').split('\n')) {
    const [, from = '0', to = '0'] = /^(\w+)-(\w+) r/.exec(line) ?? [];
    const end = Number.parseInt(to, 16);
    for (let at = Number.parseInt(from, 16); at < end; at += part.length) {
      const read = readPart(memory, part, at, Math.min(part.length, end - at));
      hits += occurrences(part.subarray(0, read), head, maskedTail);
      if (read === 0) break;
    }
  }
  closeSync(memory);
  return hits;
};

/** What Node gives to those who ask for its insides. */
export const bindings = async () => {
  const require = createRequire(import.meta.url);
  return {
    binding: await tried(() => Object.keys(process.binding('spawn_sync')).join()),
    dlopen: await tried(() => process.dlopen({ exports: {} }, '/proc/self/exe')),
    addon: await tried(() => require(fileURLToPath(new URL('evil.node', import.meta.url)))),
  };
};

function contentsOf(path) {
  const file = openSync(path, 'r');
  try {
    const part = Buffer.alloc(200);
    const read = readSync(file, part);
    if (read === 0) throw Object.assign(new Error('empty'), { code: 'EMPTY' });
    return part.subarray(0, read).toString('latin1');
  } finally {
    closeSync(file);
  }
}

function occurrences(bytes, head, maskedTail) {
  let found = 0;
  for (let at = bytes.indexOf(head); at !== -1; at = bytes.indexOf(head, at + 1))
    if (maskedTail.every((byte, index) => bytes[at + head.length + index] === (byte ^ 0x55))) found += 1;
  return found;
}

function readPart(file, part, at, length) {
  try {
    return readSync(file, part, 0, length, at);
  } catch {
    return 0;
  }
}

function linkOf(path) {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
