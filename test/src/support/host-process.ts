import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Client, createClient, type Transport } from '@patchbay/contracts';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));

export interface HostOptions {
  /** Where data, home directory and key lie; a fresh one when absent. */
  home?: string;
  env?: Record<string, string>;
  /** Create and log in the first user. */
  login?: boolean;
  /** What is put before the command, to start it as somebody else. */
  through?: readonly string[];
}

/** A real host with its runners, started as `npm start` starts it. */
export interface RunningHost {
  url: string;
  pid: number;
  home: string;
  dataDirectory: string;
  /** Milliseconds from the start of the process until the port answered. */
  liveAfterMs: number;
  /** As the first user when `login` was asked for. */
  api: Client;
  token: string;
  /** Everything that it printed so far. */
  output(): string;
  /** Every answer of the API so far, for searching. */
  answers: string[];
  /** A client with this token, whose answers are kept as well. */
  as(token: string): Client;
  stop(
    signal?: NodeJS.Signals,
  ): Promise<{ code: number | null; signal: NodeJS.Signals | null; milliseconds: number }>;
  remove(): void;
}

export const account = {
  email: 'founder@example.com',
  password: 'correct horse battery staple',
  name: 'Founder',
};

export async function startHost({
  home = makeHome(),
  env = {},
  login = true,
  through = [],
}: HostOptions = {}): Promise<RunningHost> {
  const startedAt = Date.now();
  const [file, ...args] = [...through, 'sh', join(repository, 'bin', 'start.sh')];
  const child = spawn(file, args, {
    cwd: home,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: home,
      PATCHBAY_DATA_DIR: join(home, 'data'),
      PATCHBAY_PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect(child);
  const url = await waitForUrl(child, output);
  const answers: string[] = [];
  const transport = recordingTransport(url, answers);
  const token = login ? await enter(createClient(transport)) : '';
  const host: RunningHost = {
    url,
    pid: child.pid ?? 0,
    home,
    dataDirectory: env.PATCHBAY_DATA_DIR ?? join(home, 'data'),
    liveAfterMs: Date.now() - startedAt,
    api: createClient(transport, () => (token === '' ? {} : { authorization: `Bearer ${token}` })),
    token,
    output,
    answers,
    as: (other) => createClient(transport, () => ({ authorization: `Bearer ${other}` })),
    stop: (signal = 'SIGTERM') => stop(child, signal),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
  await ready(host);
  return host;
}

export function makeHome(): string {
  return mkdtempSync(join(tmpdir(), 'patchbay-e2e-'));
}

function collect(child: ChildProcess): () => string {
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
}

/** The host prints its address when it serves; a host that ends before never will. */
async function waitForUrl(child: ChildProcess, output: () => string): Promise<string> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    const url = /http:\/\/[\w.[\]:]+:\d+/.exec(output())?.[0];
    if (url !== undefined) return url;
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The host ended: ${output()}`);
    await sleep(20);
  }
  throw new Error(`The host printed no address: ${output()}`);
}

function recordingTransport(url: string, answers: string[]): Transport {
  return async ({ method, path, headers, body }) => {
    const answer = await fetch(url + path, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await answer.text();
    answers.push(`${method} ${path} ${answer.status} ${JSON.stringify([...answer.headers])} ${text}`);
    return { status: answer.status, text };
  };
}

async function enter(client: Client): Promise<string> {
  const { needed } = await client.call('setupState');
  if (needed) return (await client.call('setup', { body: account })).token;
  return (await client.call('login', { body: { email: account.email, password: account.password } })).token;
}

async function ready(host: RunningHost): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await host.api.call('healthReady');
    if (answer.status === 'ready') return;
    if (Date.now() > deadline)
      throw new Error(`The host did not become ready: ${JSON.stringify(answer)} ${host.output()}`);
    await sleep(50);
  }
}

function stop(child: ChildProcess, signal: NodeJS.Signals) {
  const startedAt = Date.now();
  return new Promise<{ code: number | null; signal: NodeJS.Signals | null; milliseconds: number }>(
    (resolve) => {
      const done = () =>
        resolve({ code: child.exitCode, signal: child.signalCode, milliseconds: Date.now() - startedAt });
      if (child.exitCode !== null || child.signalCode !== null) return done();
      child.once('exit', done);
      child.kill(signal);
    },
  );
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The host and everything that descends from it, by process id. */
export function processTree(root: number): number[] {
  const found = [root];
  for (const pid of found) {
    try {
      const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
      if (children !== '') found.push(...children.split(' ').map(Number));
    } catch {
      // The process ended meanwhile.
    }
  }
  return found;
}

/** Without a complaint when it is gone already. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
}
