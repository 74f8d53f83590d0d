import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { cleanUp } from './clean-up.js';

const main = fileURLToPath(new URL('../main.js', import.meta.url));
/** Beside the code, so that what is not packed is found from there. */
const folder = fileURLToPath(new URL(`packed-${process.pid}/`, import.meta.url));
/** They load binaries, or find something beside themselves. */
const notPacked = ['libsql', '@node-rs/argon2', '@napi-rs/keyring', '@patchbay/runner', 'swagger-ui-dist'];

/**
 * Packs the compiled host into few files and gives the one to start: reading two thousand takes more than half of a
 * start, which a spec that starts it fifty times would wait for.
 */
export async function packHost(): Promise<string> {
  cleanUp(() => rm(folder, { recursive: true, force: true }));
  const build = await rolldown({
    input: main,
    platform: 'node',
    external: notPacked,
    treeshake: false,
    logLevel: 'silent',
    plugins: [{ name: 'places', transform: (code, file) => withPlaces(code, file) }],
  });
  await build.write({ dir: folder, format: 'esm' });
  await build.close();
  return join(folder, 'main.js');
}

/** What a module finds beside itself it still finds there. */
function withPlaces(code: string, file: string): string | undefined {
  if (!code.includes('import.meta.url')) return undefined;
  const place = `new URL(${JSON.stringify(relative(folder, file))}, import.meta.url).href`;
  return code.replaceAll('import.meta.url', place);
}
