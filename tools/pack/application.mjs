import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packInto } from './pack-into.mjs';

const host = join('apps', 'host', 'dist');
const runner = join('apps', 'runner', 'dist');
const packedRunner = join(runner, 'packed');

/** The host with its dialer, and the runner with the bundled plugins, which share what both import. */
export async function packApplication() {
  const dialer = join(host, 'runners', 'network', 'dialer-main.js');
  await packInto(join(host, 'packed'), { main: join(host, 'main.js'), dialer }, true);
  const plugins = bundledPlugins();
  await packInto(packedRunner, { main: join(runner, 'main.js'), ...entriesOf(plugins) });
  for (const name of plugins) leadToPacked(name);
}

function bundledPlugins() {
  return readdirSync('plugins').filter((name) => existsSync(unpacked(name)));
}

function unpacked(name) {
  return join('plugins', name, 'dist', 'index.js');
}

function entriesOf(plugins) {
  return Object.fromEntries(plugins.map((name) => [`plugin-${name}`, unpacked(name)]));
}

/** A plugin's entry lies in its own folder: that is how the host knows who came with it. */
function leadToPacked(name) {
  const folder = join('plugins', name, 'dist', 'packed');
  mkdirSync(folder, { recursive: true });
  const target = relative(folder, join(packedRunner, `plugin-${name}.js`));
  writeFileSync(join(folder, 'index.js'), `export { default } from '${target}';\n`);
}
