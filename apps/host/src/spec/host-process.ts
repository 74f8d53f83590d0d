import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { programs } from '../programs.js';
import { apiOf, type Api } from './api.js';
import { cleanUp } from './clean-up.js';
import { founder, settingsBelow } from './host.js';
import { waitUntil } from './wait-until.js';

/** Where the tools of the isolation are. */
const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** A host in a process of its own, which a spec can kill. */
export interface HostProcess {
  url: string;
  admin: Api;
  /** Resolves when the process is gone: its exit code, null after a signal. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/**
 * Resolves when it is ready. `home` may be one of an earlier host.
 * @param settings beside those of the home
 */
export async function startHostProcess(
  home: string,
  settings: Record<string, string> = {},
): Promise<HostProcess> {
  const env = { ...settingsBelow(home), ...settings, PATH: systemPath, HOME: home };
  const child = spawn(process.execPath, [programs.host], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const gone = once(child, 'close').then(([code]) => code as number | null);
  cleanUp(() => child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const urlOf = () => /http:\/\/[\w.]+:\d+/.exec(output)?.[0];
  const isUp = () => Promise.resolve(urlOf() !== undefined);
  await waitUntil('the host prints its address', isUp, 60_000);
  const url = urlOf() ?? '';
  const anonymous = apiOf(url);
  await waitUntil(
    'the host is ready',
    async () => (await anonymous.get('/health/ready')).status === 200,
    60_000,
  );
  return {
    url,
    admin: await enter(anonymous),
    end: (signal) => {
      child.kill(signal);
      return gone;
    },
  };
}

async function enter(anonymous: Api): Promise<Api> {
  const setUp = await anonymous.post('/setup', founder);
  const { email, password } = founder;
  const session = setUp.status === 201 ? setUp : await anonymous.post('/auth/login', { email, password });
  assert.equal(typeof session.body['token'], 'string', session.text);
  return anonymous.with({ authorization: `Bearer ${String(session.body['token'])}` });
}
