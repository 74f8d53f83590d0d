import { rm } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { cleanUp } from './clean-up.js';

/** Starts a host. */
export const hostMain = fileURLToPath(new URL('../main.js', import.meta.url));
/** Beside the code, so that what is not packed is found from there. */
const folder = fileURLToPath(new URL(`packed-${process.pid}/`, import.meta.url));
/** They load binaries, or find something beside themselves. */
const notPacked = ['libsql', '@node-rs/argon2', '@napi-rs/keyring', '@patchbay/runner', 'swagger-ui-dist'];

/**
 * Packs each of these compiled files with all that it imports into few files and gives those to start: reading two
 * thousand takes more than half of a start, which a spec that starts a host fifty times would wait for.
 */
export async function pack(...files: readonly string[]): Promise<string[]> {
  cleanUp(() => rm(folder, { recursive: true, force: true }));
  const build = await rolldown({
    input: Object.fromEntries(files.map((file) => [nameOf(file), file])),
    platform: 'node',
    external: notPacked,
    treeshake: false,
    logLevel: 'silent',
    plugins: [{ name: 'places', transform: (code, file) => withPlaces(code, file) }],
  });
  await build.write({ dir: folder, format: 'esm', entryFileNames: '[name].js' });
  await build.close();
  return files.map((file) => join(folder, `${nameOf(file)}.js`));
}

function nameOf(file: string): string {
  return basename(file, '.js');
}

/** What a module finds beside itself it still finds there. */
function withPlaces(code: string, file: string): string | undefined {
  if (!code.includes('import.meta.url')) return undefined;
  const place = `new URL(${JSON.stringify(relative(folder, file))}, import.meta.url).href`;
  return code.replaceAll('import.meta.url', place);
}
