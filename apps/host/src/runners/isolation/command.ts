import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Places } from './places.js';
import { isRoot, mayMount } from './privileges.js';
import type { Rung } from './rungs.js';
import { findTool, tool } from './tools.js';

export interface CommandOptions {
  /** To write, beside the places' files. */
  exchange: string;
  rung: Rung;
  places: Places;
  /** 0 and up, unique among living runners: each has its own user. */
  slot: number;
  memoryMb: number;
  /** With this a runner has no network, and finds the directory of its relay's socket here. */
  relay?: string | undefined;
}

export interface Command {
  file: string;
  args: string[];
  /** That keeps the runner apart by itself, without a process namespace that ends with it. */
  user?: { uid: number; gid: number };
}

/** Beyond the users that a system hands out, in the range that systemd keeps for users without an entry. */
const firstUser = 64_200;
const users = 1_300;
/** Common to all runners, so that they can share the files of connectors. */
export const runnerGroup = firstUser;
/**
 * Each host begins elsewhere: the kernel counts the processes of a user on the whole machine, in all containers, so a
 * fork bomb at one host would keep the runners of another from starting.
 */
const ownFirst = randomInt(users);

/** The user of the runner in a slot. */
export function runnerUser(slot: number): number {
  return firstUser + ((ownFirst + slot) % users);
}

/** Processes and threads of one runner; a fork bomb ends here. */
const mostProcesses = 128;

/** The program that starts a runner at this rung; its environment must be empty. */
export function runnerCommand(options: CommandOptions): Command {
  const { rung, places: found, exchange, slot, memoryMb, relay } = options;
  const places = { ...found, files: [...found.files, exchange] };
  const node = [places.node, ...nodeOptions(memoryMb), ...permissions(rung, places), places.main];
  const limits = { processes: mostProcesses, data: dataLimit(memoryMb), relay };
  const user = runnerUser(slot);
  switch (rung) {
    case 'namespaces+user':
      return inNamespaces(places, ['--uid', `${user}`, '--gid', `${runnerGroup}`], limits, node);
    case 'namespaces':
      return inNamespaces(places, mayMount() ? [] : ['--user-namespace'], limits, node);
    case 'user':
      return { ...byUser(user, limits, node), user: { uid: user, gid: runnerGroup } };
    case 'permission':
    case 'process':
      return plain(node);
  }
}

function byUser(user: number, limits: { processes: number; data: number }, node: string[]): Command {
  const identity = ['--reuid', `${user}`, '--regid', `${runnerGroup}`, '--clear-groups', ...unprivileged];
  const limited = ['--core=1', `--nproc=${limits.processes}`, `--data=${limits.data}`, '--'];
  return chain(dyingWithHost(identity), [tool('prlimit'), ...limited, ...environment, ...node]);
}

const environment = [
  '/usr/bin/env',
  '-i',
  'LANG=C.UTF-8',
  `TZ=${Intl.DateTimeFormat().resolvedOptions().timeZone}`,
];
const unprivileged = ['--bounding-set=-all', '--inh-caps=-all', '--no-new-privs'];

function inNamespaces(
  places: Places,
  identity: string[],
  limits: { processes: number; data: number; relay: string | undefined },
  node: string[],
): Command {
  const script = fileURLToPath(new URL('../../../src/runners/isolation/sandbox.sh', import.meta.url));
  const [, , ...variables] = environment;
  const namespaces = ['--pid', '--mount', '--ipc', '--uts', '--fork', '--kill-child'];
  const userNamespace = identity[0] === '--user-namespace' ? ['--user', '--map-root-user'] : [];
  return chain(dyingWithHost([]), [
    tool('unshare'),
    ...userNamespace,
    ...namespaces,
    // A fresh one has a loopback interface that is down, and nothing else; abstract Unix sockets are its own, too.
    ...(limits.relay === undefined ? [] : ['--net']),
    '/bin/sh',
    script,
    ...identity,
    '--processes',
    `${limits.processes}`,
    '--data',
    `${limits.data}`,
    ...each('--read', [places.node, ...places.code]),
    ...each('--write', places.files),
    ...each('--hide', places.hidden),
    ...each('--relay', limits.relay === undefined ? [] : [limits.relay]),
    '--',
    ...variables,
    ...node,
  ]);
}

/** Kills the runner when the host is killed: one that hangs would not notice. */
function dyingWithHost(options: string[]): string[] {
  return [tool('setpriv'), '--pdeathsig', 'KILL', ...options, '--'];
}

function plain(node: string[]): Command {
  // Dash sets PWD and hands it on; `env -i` comes last for that.
  const withoutCore = ['/bin/sh', '-c', 'ulimit -c 0; exec "$@"', 'runner', ...environment, ...node];
  return chain(
    findTool('setpriv') === undefined ? [] : dyingWithHost(isRoot() ? unprivileged : ['--no-new-privs']),
    withoutCore,
  );
}

function chain(first: string[], then: string[]): Command {
  const [file = '/bin/sh', ...args] = [...first, ...then];
  return { file, args };
}

function each(option: string, values: readonly string[]): string[] {
  return values.flatMap((value) => [option, value]);
}

/** Part of the memory stays for buffers and native code beside V8's heap. */
function nodeOptions(memoryMb: number): string[] {
  const heapMb = Math.max(32, Math.floor(memoryMb * 0.75));
  return [
    `--max-old-space-size=${heapMb}`,
    // What a batch of items is made of dies together; in half of this a quarter of the work is copying what still lives.
    '--max-semi-space-size=16',
    // Else Node's own start is hot enough to wake the optimizing compiler: 4 MB for nothing in every idle runner.
    '--interrupt-budget=300000',
    // A merge of hostile JSON cannot reach Object.prototype through it.
    '--disable-proto=delete',
    '--no-global-search-paths',
    // Of the permission model, at every start.
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=SecurityWarning',
  ];
}

/** Far above what the watch over resident memory allows: the kernel's own stop, which plugin code cannot switch off. */
function dataLimit(memoryMb: number): number {
  return (memoryMb * 2 + 512) * 1024 * 1024;
}

function permissions(rung: Rung, { code, files }: Places): string[] {
  if (rung !== 'permission') return [];
  const stable = process.allowedNodeEnvironmentFlags.has('--permission');
  return [
    stable ? '--permission' : '--experimental-permission',
    '--allow-addons',
    ...[...code, ...files].map((path) => `--allow-fs-read=${path}/*`),
    ...files.map((path) => `--allow-fs-write=${path}/*`),
  ];
}
