import { fileURLToPath } from 'node:url';
import { build } from './build/index.mjs';
import { fail } from './fail.mjs';
import { startServers } from './servers/index.mjs';
import { packSpecs } from './test/pack-specs.mjs';
import { runSpecs } from './test/run.mjs';
import { findSpecs } from './test/specs.mjs';

/**
 * Builds, starts the servers that the tests need, runs every spec, stops the servers:  npm test [-- words]
 * With words, only the spec files whose path contains one of them run. The last lines are the test runner's summary.
 */
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
try {
  const specs = findSpecs(process.argv.slice(2));
  process.exitCode = build('all') ? await runWithServers(specs) : 1;
} catch (error) {
  fail(error);
}

async function runWithServers(specs) {
  const servers = await startServers();
  const interrupt = () => void servers.stop().then(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, interrupt);
  try {
    return await runSpecs(await packSpecs(specs), servers.env);
  } finally {
    await servers.stop();
  }
}
