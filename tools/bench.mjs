import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from './build/index.mjs';
import { startServers } from './servers/index.mjs';

const all = [
  'seal',
  'vault',
  'webhook-edit',
  'webhook-http',
  'webhook-sql',
  'edit-items',
  'stream',
  'start',
  'connections',
];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark ${unknown.join(', ')}; there are ${all.join(', ')}.\n`);
  process.exit(2);
}

if (!build('all')) process.exit(1);
const servers = await startServers();
try {
  for (const name of wanted.length > 0 ? wanted : all) {
    const file = fileURLToPath(new URL(`../bench/dist/${name}.js`, import.meta.url));
    if (!existsSync(file)) throw new Error(`${name} is not built`);
    const { status } = spawnSync(process.execPath, [file], {
      stdio: 'inherit',
      env: { ...process.env, ...servers.env },
    });
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  await servers.stop();
}
