import { setFlagsFromString } from 'node:v8';
import { isPatchbayError } from '@patchbay/errors';
import { openFront } from './bootstrap/front.js';
import { Shutdown } from './bootstrap/shutdown.js';
import { handleSignals } from './bootstrap/signals.js';
import { readConfig } from './config/read-config.js';

const say = (line: string) => void process.stdout.write(`${line}\n`);

// Loading makes short-lived garbage, for which V8 would enlarge its young generation and keep it: 18 MB of idle memory.
setFlagsFromString('--semi-space-growth-factor=1');
try {
  const { config, handedOver } = readConfig(process.env, process.argv.slice(2));
  const shutdown = new Shutdown();
  handleSignals(shutdown, say);
  const front = await openFront(config);
  // Loaded only now: Nest and TypeORM take half a second, and the port shall answer before.
  const { startHost } = await import('./bootstrap/start-host.js');
  const { handleCrashes } = await import('./bootstrap/crashes.js');
  const { nest } = await startHost({ config, handedOver, front, shutdown });
  handleCrashes(nest, shutdown, say);
  setFlagsFromString('--semi-space-growth-factor=2');
  say(`Patchbay is at ${config.webUrl ?? front.url} and keeps its data in ${config.dataDirectory}`);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

function explain(error: unknown): string {
  if (isPatchbayError(error)) return `Patchbay did not start: ${error.message}`;
  return `Patchbay did not start: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown failure'}`;
}
