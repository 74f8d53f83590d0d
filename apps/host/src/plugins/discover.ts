import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PluginSource } from '@patchbay/protocol';
import { isPacked } from '../packed-form.js';

/** A folder that should hold a plugin, and what its package.json says; nothing of it is executed here. */
export type Found = { folder: string; name: string } & ({ source: PluginSource } | { problem: string });

/** The bundled plugins, then those that the configuration names; a folder counts once. */
export function discoverPlugins(extra: readonly string[]): Found[] {
  const named = extra.map((name) => ({
    name,
    folder: isAbsolute(name) ? name : packageFolder(name, process.cwd()),
  }));
  const bundled = readdirSync(bundledFolder).map((name) => ({ name, folder: join(bundledFolder, name) }));
  const found = [...bundled.filter(({ folder }) => isPlugin(folder)), ...named].map(inspect);
  return [...new Map(found.map((plugin) => [plugin.folder, plugin])).values()];
}

/** Where a package lies, as seen from `from`; undefined when it is not installed. Asked of the paths alone. */
export function packageFolder(name: string, from: string): string | undefined {
  const paths = createRequire(join(from, 'any.js')).resolve.paths(name) ?? [];
  return paths.map((path) => join(path, name)).find((folder) => readPackage(folder) !== undefined);
}

/** Plugins that lie here came with Patchbay. */
export const bundledFolder = fileURLToPath(new URL('../../../../plugins/', import.meta.url));

interface PackageJson {
  name?: unknown;
  version?: unknown;
  patchbay?: { plugin?: unknown };
}

function readPackage(folder: string): PackageJson | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson;
  } catch {
    return undefined;
  }
}

function isPlugin(folder: string): boolean {
  return readPackage(folder)?.patchbay?.plugin !== undefined;
}

function inspect({ name, folder }: { name: string; folder: string | undefined }): Found {
  const json = folder === undefined ? undefined : readPackage(folder);
  if (folder === undefined || json === undefined)
    return { folder: folder ?? name, name, problem: 'There is no such package or folder.' };
  const { name: packageName, version: packageVersion, patchbay } = json;
  const where = { folder: realpathSync(folder), name };
  if (
    typeof packageName !== 'string' ||
    typeof packageVersion !== 'string' ||
    typeof patchbay?.plugin !== 'string'
  ) {
    return { ...where, problem: 'Its package.json lacks name, version or patchbay.plugin.' };
  }
  const entry = packedEntry(where.folder) ?? entryWithin(where.folder, patchbay.plugin);
  if (entry === undefined)
    return {
      ...where,
      name: packageName,
      problem: 'The module that patchbay.plugin names is not there. Is it built?',
    };
  return { ...where, name: packageName, source: { packageName, packageVersion, entry } };
}

/** The bundled plugins are packed together with the runner. */
function packedEntry(folder: string): string | undefined {
  const isBundled = isPacked && dirname(folder) === realpathSync(bundledFolder);
  return isBundled ? entryWithin(folder, 'dist/packed/index.js') : undefined;
}

/** An entry outside of the package would not be covered by its digest. */
function entryWithin(folder: string, path: string): string | undefined {
  try {
    const entry = realpathSync(resolve(folder, path));
    const inside = relative(folder, entry);
    return inside.startsWith(`..${sep}`) || isAbsolute(inside) ? undefined : entry;
  } catch {
    return undefined;
  }
}
