import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const packages = [
  'errors fields vault egress redaction plugin-sdk contracts protocol runtime n8n-bridge',
  'plugin-testing cli newcomer',
].flatMap((line) => line.split(' '));
const libraries = ['@nestjs/common', 'n8n-workflow', 'luxon', 'typescript'];

/** Writes a house of empty workspaces plus `files` to a temporary folder, and deletes it after `use`. */
export async function withSmallHouse<T>(
  files: Readonly<Record<string, string>>,
  use: (root: string) => Promise<T>,
) {
  const root = mkdtempSync(join(tmpdir(), 'patchbay-house-'));
  try {
    for (const [path, text] of [...Object.entries(skeleton()), ...Object.entries(files)])
      write(join(root, path), text);
    return await use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function skeleton(): Record<string, string> {
  const ours = [
    ...packages.map((name) => [`packages/${name}`, name]),
    ...['host', 'runner', 'web'].map((name) => [`apps/${name}`, name]),
    ...['core', 'http'].map((name) => [`plugins/${name}`, `plugin-${name}`]),
  ] as [string, string][];
  return Object.assign({}, ...ours.map(workspace), ...libraries.map(library)) as Record<string, string>;
}

function workspace([folder, name]: [string, string]) {
  const manifest = {
    name: `@patchbay/${name}`,
    exports: { '.': './dist/index.js' },
    dependencies: { '@nestjs/common': '1.0.0', 'n8n-workflow': '1.0.0' },
    devDependencies: { typescript: '1.0.0' },
  };
  return {
    [`${folder}/package.json`]: JSON.stringify(manifest),
    [`${folder}/src/index.ts`]: `export const ${name.replaceAll('-', '')} = 1;`,
  };
}

function library(name: string) {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    [`node_modules/${name}/index.js`]: 'exports.node = 1;',
  };
}

function write(path: string, text: string) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
