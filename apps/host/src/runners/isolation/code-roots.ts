import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/**
 * The directories that these modules and what they import lie in: their packages, packages of the same workspace
 * that they depend on, and every node_modules in which Node looks for the rest. Not the directory above them,
 * which may hold a data directory or a .env file.
 */
export function codeRoots(modules: readonly string[]): string[] {
  const packages = new Set<string>();
  const libraries = new Set<string>();
  for (const module of modules)
    if (existsSync(module)) visit(packageOf(realpathSync(module)), packages, libraries);
  const roots = [...packages, ...libraries];
  return roots.filter((root) => !roots.some((other) => other !== root && root.startsWith(other + sep)));
}

function visit(directory: string, packages: Set<string>, libraries: Set<string>): void {
  if (packages.has(directory)) return;
  packages.add(directory);
  const searched = searchPath(directory);
  for (const library of searched) libraries.add(library);
  for (const name of dependenciesOf(directory)) {
    const found = searched.map((library) => join(library, name)).find((path) => existsSync(path));
    const target = found === undefined ? undefined : realpathSync(found);
    if (target !== undefined && !target.split(sep).includes('node_modules'))
      visit(target, packages, libraries);
  }
}

/** The closest directory with a package.json; without one, the module's own. */
function packageOf(module: string): string {
  const own = dirname(module);
  for (let at = own; at !== dirname(at); at = dirname(at))
    if (existsSync(join(at, 'package.json'))) return at;
  return own;
}

function searchPath(directory: string): string[] {
  const found: string[] = [];
  for (let at = directory; ; at = dirname(at)) {
    const library = join(at, 'node_modules');
    if (existsSync(library)) found.push(realpathSync(library));
    if (at === dirname(at)) return found;
  }
}

function dependenciesOf(directory: string): string[] {
  const file = join(directory, 'package.json');
  if (!existsSync(file)) return [];
  const { dependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  return Object.keys(dependencies);
}
