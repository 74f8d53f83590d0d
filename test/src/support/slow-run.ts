import assert from 'node:assert/strict';
import { type RunningHost, sleep } from './host-process.js';
import { patternUsing } from './pattern-using.js';

/** A run that waits for an answer of the HTTP connection; resolves with its id while it waits. */
export async function startSlowRun(host: RunningHost, name: string, connectionId: string): Promise<string> {
  const body = patternUsing(name, 'http', connectionId, '/slow');
  const pattern = await host.api.call('patternCreate', { body });
  const run = await host.api.call('patternRun', { params: { id: pattern.id }, body: {} });
  await sleep(700);
  return run.id;
}

/** Resolves when the run has failed. */
export async function waitForFailure(host: RunningHost, id: string): Promise<void> {
  for (;;) {
    const run = await host.api.call('runGet', { params: { id } });
    if (run.finishedAt !== null) return assert.equal(run.status, 'failed');
    await sleep(50);
  }
}
