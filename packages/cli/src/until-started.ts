import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isPatchbayError } from '@patchbay/errors';
import type { Output } from './output.js';
import type { Settings } from './settings.js';
import { connect } from './transport.js';

const patienceMs = 60_000;
const betweenMs = 100;
/** A host that is ready opens its socket in a moment, or never, where plugin code could reach it. */
const socketMs = 1_000;

/**
 * Whoever has no token acts through the operator's socket, which a host opens at the end of its start, seconds after its port.
 * Waits for it while the host says that it is not ready, at most a minute; whatever else is wrong the command will say.
 */
export async function untilStarted(settings: Settings, output: Output): Promise<void> {
  const isThere = () => settings.token !== undefined || existsSync(settings.operatorSocket);
  const end = Date.now() + patienceMs;
  for (let told = false; !isThere() && Date.now() < end; told = true) {
    const state = await stateOf(settings);
    if (state === 'silent') return;
    if (state === 'ready') break;
    if (!told) output.error('Patchbay is still starting …');
    await sleep(betweenMs);
  }
  const last = Date.now() + socketMs;
  while (!isThere() && Date.now() < last) await sleep(betweenMs);
}

async function stateOf(settings: Settings): Promise<'ready' | 'starting' | 'silent'> {
  try {
    const { status } = await connect(settings).call('healthReady');
    return status === 'ready' ? 'ready' : 'starting';
  } catch (error) {
    return isPatchbayError(error) && error.code === 'not-ready' ? 'starting' : 'silent';
  }
}
