import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { cleanUp } from './clean-up.js';
import { settingsBelow } from './host.js';

const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface KillableHost {
  url: string;
  /** Resolves when the host is gone; the signal that ended it, if one did. */
  gone: Promise<NodeJS.Signals | null>;
  isGone(): boolean;
  /** Writes to its standard input. */
  say(text: string): void;
  /** SIGKILL for the host and everything that descends from it; resolves when the host is gone. */
  kill(): Promise<unknown>;
  /** SIGTERM; resolves when it is gone. */
  stop(): Promise<unknown>;
}

/**
 * A host in a process of its own that is not waited for: whoever asks it asks until it answers.
 * @param main the file that starts it
 * @param settings beside those of the home
 */
export function startKillableHost(
  main: string,
  home: string,
  port: number,
  settings: Record<string, string> = {},
): KillableHost {
  const env = {
    ...settingsBelow(home),
    ...{ PATH: systemPath, HOME: home, PATCHBAY_PORT: `${port}` },
    // Starts fastest; what is killed is the same.
    PATCHBAY_ISOLATION: 'process',
    ...settings,
  };
  const child = spawn(process.execPath, [main], { env, stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.on('error', () => undefined);
  const gone = once(child, 'exit').then(() => child.signalCode);
  const root = child.pid ?? 0;
  cleanUp(() => child.kill('SIGKILL'));
  return {
    url: `http://127.0.0.1:${port}`,
    gone,
    isGone: () => child.exitCode !== null || child.signalCode !== null,
    say: (text) => void child.stdin.write(text),
    kill: () => {
      for (const pid of tree(root)) signal(pid, 'SIGKILL');
      return gone;
    },
    stop: () => {
      child.kill('SIGTERM');
      return gone;
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** The host first, so that it sees no child die before itself. */
function tree(root: number): number[] {
  const found = [root];
  for (const pid of found) found.push(...childrenOf(pid));
  return found;
}

function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return text === '' ? [] : text.split(' ').map(Number);
  } catch {
    return [];
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already.
  }
}
