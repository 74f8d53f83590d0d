import { rename, rm } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';

/** They load binaries, or nobody imports them. */
const notPacked = [/^libsql(\/|$)/, '@node-rs/argon2', '@napi-rs/keyring'];
/** Where the code asks which of its two forms it is. */
const form = /\/dist\/packed-form\.js$/;

/**
 * Packs modules into a folder of their own: NAME.js for each of `input`, a record of names and files, and beside
 * them the files that they share. Names stay as they were written, so that what a stack says can be read. `isPacked` tells
 * the code that what it starts is packed as well.
 */
export async function packInto(folder, input, isPacked = false) {
  const fresh = `${folder.replace(/\/$/, '')}-${process.pid}`;
  const build = await rolldown({
    input: Object.fromEntries(Object.entries(input).map(([name, file]) => [name, resolve(file)])),
    platform: 'node',
    external: notPacked,
    // What a module does when it is loaded it does here, too, whether or not somebody uses what it exports.
    treeshake: false,
    // Of optional packages that are not there.
    logLevel: 'silent',
    plugins: [{ name: 'places', transform: (code, file) => inPlace(code, file, folder, isPacked) }],
  });
  await build.write({
    dir: fresh,
    format: 'esm',
    entryFileNames: '[name].js',
    comments: false,
    // A single letter beyond Latin-1 would have V8 keep twice the bytes of a file of megabytes.
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: false, asciiOnly: true } },
  });
  await build.close();
  // Only now, so that what starts meanwhile finds the files of before.
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
}

/** What a module finds beside itself it still finds there. */
function inPlace(code, file, folder, isPacked) {
  if (form.test(file)) return `export const isPacked = ${isPacked};`;
  if (!code.includes('import.meta.url')) return undefined;
  const place = `new URL(${JSON.stringify(relative(folder, file))}, import.meta.url).href`;
  return code.replaceAll('import.meta.url', place);
}
