import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { IsolationReport } from '../isolation/rungs.js';
import { openPool, planted } from './test-pool.js';
import { resultOf, startRun } from './test-run.js';

type Tried = Record<string, { value?: unknown; error?: string }>;

export interface Findings {
  report: IsolationReport;
  /** User id of the host process. */
  host: number;
  /** Whether the plugin could read what belongs to the host, by path. */
  read: Tried;
  /** Whether it could signal another process of the host's user. */
  signalled: boolean;
  self: { uid: number; status: string };
}

/** Opens a pool at the best rung of this machine and has a hostile plugin try it. */
async function findOut(): Promise<Findings> {
  const test = await openPool();
  const attack = (how: string, target: object) => resultOf(startRun(test.pool, { how, target }));
  const other = spawn('/bin/sleep', ['60'], { env: { PLANTED: planted } });
  await once(other, 'spawn');
  const { state, keyFile } = test.data;
  const paths = [keyFile, `${state}/patchbay.sqlite`, `/proc/${other.pid ?? 0}/environ`];
  const read = (await attack('read', { paths })) as Tried;
  const [sent] = Object.values((await attack('signal', { pids: [other.pid] })) as Tried);
  const self = (await attack('self', {})) as { uid: number; status: { value?: string } };
  other.kill();
  const report = test.status().isolation;
  await test.close();
  if (report === undefined) throw new Error('No rung was chosen.');
  const facts = { uid: self.uid, status: self.status.value ?? '' };
  return {
    report,
    host: process.getuid?.() ?? -1,
    read,
    signalled: sent?.error === undefined,
    self: facts,
  };
}

process.stdout.write(JSON.stringify(await findOut()));
