import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { triedEach } from './tried.js';

export const signals = ({ pids }) =>
  triedEach(
    pids.flatMap((pid) => ['SIGUSR1', 'SIGTERM', 'SIGKILL'].map((signal) => `${pid} ${signal}`)),
    (target) => {
      const [pid, signal] = target.split(' ');
      process.kill(Number(pid), signal);
    },
  );

/** By Node's own ways to make another process open its inspector, and by the shell's kill. */
export const inspectors = ({ pids }) =>
  triedEach(pids.map(String), (pid) => {
    if (process._debugProcess) return process._debugProcess(Number(pid));
    const { status } = spawnSync('/bin/kill', ['-USR1', pid]);
    if (status !== 0) throw Object.assign(new Error('kill'), { code: `exit ${status}` });
  });

/** Opening the memory of a process for writing is what a debugger does after attaching. */
export const trace = ({ pids }) =>
  triedEach(pids.map(String), (pid) => {
    const script = `exec 9<>/proc/${pid}/mem`;
    const { status } = spawnSync('/bin/sh', ['-c', script]);
    if (status !== 0) throw Object.assign(new Error('mem'), { code: `exit ${status}` });
  });

export const sockets = ({ paths }) => triedEach(paths, (path) => reached({ path }));

/** What a server says to `hello`, raw and past every rule of `egress`. */
export const addresses = ({ targets, hello }) =>
  triedEach(targets, (target) => {
    const [host, port] = target.split(' ');
    return reached({ host, port: Number(port) }, hello);
  });

/** What the relay of this runner answers to a request of its own making. */
export const relayed = ({ targets, origin }) =>
  triedEach(targets, async (target) => {
    const [host, port] = target.split(' ');
    const question = { host, port: Number(port), purpose: 'socket', origin, timeoutMs: 1000 };
    const said = await reached({ path: '/run/relay/dial' }, btoa(`${JSON.stringify(question)}\n`));
    if (!said.startsWith('{"ok":true')) throw Object.assign(new Error('refused'), { code: said });
    return said;
  });

/** By Node's own fetch. */
export const fetches = async ({ url }) => (await fetch(url)).status;

/** The host's own API, without a login. */
export const api = ({ url, paths }) =>
  triedEach(paths, async (path) => {
    const answer = await fetch(url + path, { signal: AbortSignal.timeout(3000) });
    return `${answer.status} ${(await answer.text()).slice(0, 300)}`;
  });

function reached(target, hello) {
  return new Promise((resolve, reject) => {
    const socket = connect(target);
    const fail = (code) => reject(Object.assign(new Error('unreached'), { code }));
    socket.setTimeout(1500, () => {
      socket.destroy();
      fail('timeout');
    });
    socket.once('error', (error) => fail(error.code));
    socket.once('connect', () => {
      if (hello === undefined) resolve('connected');
      else socket.write(Buffer.from(hello, 'base64'));
    });
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString('latin1').slice(0, 300));
    });
    socket.once('close', () => fail('closed'));
  });
}
