import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { closeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import { triedEach } from './tried.js';

/** Numbers of system calls: x86-64 and ARM64. */
const numbers = {
  getpid: [39, 172],
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  unshare: [272, 97],
  mount: [165, 40],
  umount2: [166, 39],
  chroot: [161, 51],
  setuid: [105, 146],
  setgid: [106, 144],
  sethostname: [170, 161],
  settimeofday: [164, 170],
  reboot: [169, 142],
  init_module: [175, 105],
  mknodat: [259, 33],
  open_by_handle_at: [304, 265],
  setns: [308, 268],
  bpf: [321, 280],
  perf_event_open: [298, 241],
};

/**
 * System calls as native code makes them, by an interpreter that every Debian has: each is a name and its arguments,
 * texts by their address.
 */
export const kernel = ({ calls }) =>
  triedEach(calls, (call) => {
    const [name, ...given] = call.split(' ');
    const number = numbers[name][process.arch === 'arm64' ? 1 : 0];
    const { stdout, error } = spawnSync('/usr/bin/perl', ['-e', script, `${number}`, ...given], {
      encoding: 'latin1',
    });
    if (error) throw error;
    const [outcome, value] = stdout.split(' ');
    if (outcome !== 'got') throw Object.assign(new Error(name), { code: `errno ${value}` });
    return value;
  });

const script =
  'my @call = map { /^-?\\d+$/ ? 0 + $_ : "$_\\0" . ("\\0" x 64) } @ARGV;' +
  'my $number = shift @call; my $got = syscall($number, @call); print $got == -1 ? "refused " . ($! + 0) : "got $got";';

/** Sockets without a file, which live in the network namespace. */
export const abstractSockets = ({ names }) =>
  triedEach(
    names,
    (name) =>
      new Promise((resolve, reject) => {
        const socket = connect({ path: `\0${name}` });
        socket.once('error', reject).once('connect', () => {
          socket.destroy();
          resolve('connected');
        });
      }),
  );

/** What a thread finds that asks for the environment of the process. */
export const threadEnvironment = () =>
  new Promise((resolve, reject) => {
    const code = "require('node:worker_threads').parentPort.postMessage({ ...process.env })";
    new Worker(code, { eval: true, env: SHARE_ENV }).once('message', resolve).once('error', reject);
  });

/** The channel to the host is closed, and the plugin goes on. */
export const closeChannel = () => {
  closeSync(3);
  return setTimeout(60_000, 'went on');
};

/** One line without an end on both outputs. */
export const endlessLine = async ({ megabytes }) => {
  for (let written = 0; written < megabytes; written += 1) {
    process.stdout.write('o'.repeat(1024 * 1024));
    process.stderr.write('e'.repeat(1024 * 1024));
    await setTimeout(1);
  }
  return 'printed';
};

export const rejections = async ({ count }) => {
  for (let each = 0; each < count; each += 1) void Promise.reject(new Error(`nobody catches ${each}`));
  await setTimeout(60_000);
};

export const timers = ({ count }) => {
  for (let each = 0; each < count; each += 1) setInterval(() => globalThis.JSON.stringify(each), 0);
  return 'started';
};
