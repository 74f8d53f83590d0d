import { fileURLToPath } from 'node:url';
import { build } from './build/index.mjs';

/**
 * Builds what is stale:  node tools/build.mjs [app]
 * `app` leaves out what only tests and benchmarks need.
 */
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const ok = build(process.argv[2] === 'app' ? 'app' : 'all');
if (!ok) process.exitCode = 1;
