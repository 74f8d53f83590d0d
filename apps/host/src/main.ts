import { isPatchbayError } from '@patchbay/errors';
import { openFront } from './bootstrap/front.js';
import { Shutdown } from './bootstrap/shutdown.js';
import { handleSignals } from './bootstrap/signals.js';
import { readConfig } from './config/read-config.js';

const say = (line: string) => void process.stdout.write(`${line}\n`);

try {
  const { config, handedOver } = readConfig(process.env, process.argv.slice(2));
  const shutdown = new Shutdown();
  handleSignals(shutdown, say);
  const front = await openFront(config);
  // Loaded only now: Nest and TypeORM take half a second, and the port shall answer before.
  const { startHost } = await import('./bootstrap/start-host.js');
  await startHost({ config, handedOver, front, shutdown });
  say(`Patchbay is at ${config.webUrl ?? front.url} and keeps its data in ${config.dataDirectory}`);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

function explain(error: unknown): string {
  if (isPatchbayError(error)) return `Patchbay did not start: ${error.message}`;
  return `Patchbay did not start: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown failure'}`;
}
