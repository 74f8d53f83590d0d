import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import type { AnyConnector } from '@patchbay/plugin-sdk';
import { openConnector } from '../open-connector.js';
import type { ConnectorSample } from '../sample.js';

const testMs = 10_000;

/** A socket or timer that outlives its client would keep a runner from ending and pile up with every rotation. */
export async function checkLeftovers(connector: AnyConnector, sample: ConnectorSample): Promise<void> {
  assert.ok(sample.working, 'testPlugin needs a configuration that works (connectors.<type>.working)');
  const config = await sample.working();
  const options = { allowedDirectories: sample.allowedDirectories ?? [] };
  // The first client may load a driver that keeps something for the life of the process.
  await openTestClose(connector, config, options);
  const before = openResources();
  for (let round = 0; round < 3; round++) await openTestClose(connector, config, options);
  for (let wait = 0; wait < 20 && openResources() > before; wait++) await setTimeout(50);
  assert.ok(openResources() <= before, 'sockets or timers are still open after closing');
}

async function openTestClose(
  connector: AnyConnector,
  config: Record<string, unknown>,
  options: { allowedDirectories: readonly string[] },
): Promise<void> {
  const opened = await openConnector(connector, config, options);
  // Not AbortSignal.timeout, which Node 20 may collect as garbage; then a test that hangs would hang for ever.
  const late = new AbortController();
  const timer = globalThis.setTimeout(() => late.abort(), testMs);
  const result = await connector.test(opened.client, { signal: late.signal });
  clearTimeout(timer);
  assert.ok(!result || result.ok, 'the configuration that should work does not');
  await opened.close();
}

function openResources(): number {
  const kinds = ['TCPSocketWrap', 'TLSWrap', 'PipeWrap', 'Timeout'];
  return process.getActiveResourcesInfo().filter((kind) => kinds.includes(kind)).length;
}
