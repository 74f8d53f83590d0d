import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { workspaces } from '../files.mjs';
import { pruneOutputs } from './prune.mjs';
import { writeSchemas } from './schemas.mjs';
import { Stamp } from './stamp.mjs';
import { buildWeb } from './web.mjs';

/** bin/start.sh builds again when a source is newer than this file. */
const stamp = new Stamp('dist/built');

/** Builds from the repository's root; `scope` is `app` or `all`. Returns whether everything compiled. */
export function build(scope) {
  const began = new Date();
  process.stderr.write('Building Patchbay …');
  const projects = scope === 'app' ? appProjects() : ['tsconfig.json'];
  workspaces().forEach(pruneOutputs);
  stamp.begin();
  const compile = () => run('typescript/bin/tsc', ['-b', ...projects]);
  const ok = compile() && (!writeSchemas() || compile()) && buildWeb(run) && start(join('tools', 'pack.mjs'));
  if (ok) stamp.end();
  const seconds = ((Date.now() - began.getTime()) / 1000).toFixed(1);
  process.stderr.write(ok ? ` done in ${seconds} s\n` : ' failed\n');
  return ok;
}

function appProjects() {
  return workspaces().filter((folder) => /^(apps\/(host|runner)|packages\/cli|plugins\/.*)$/.test(folder));
}

/** Runs a program of an installed package. */
function run(script, args) {
  return start(join('node_modules', script), ...args);
}

/** Its output appears only when it fails. */
function start(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) process.stderr.write(`\n${stdout}${stderr}`);
  return status === 0;
}
