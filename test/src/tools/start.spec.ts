import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from 'node:test';
import { repository, withFolder, write } from './temporary-folder.js';

const key = 'c2VjcmV0IGtleSBvZiB0aGUgdGVzdCA=$HOME`id`"\'';

/** Stands where the host stands, and says what a host would see. */
const host = `
  import { readFileSync } from 'node:fs';
  const given = process.argv.find((arg) => arg.startsWith('--secrets-fd='));
  const report = { args: process.argv.slice(2), ancestors: [] };
  if (given) report.handedOver = readFileSync(Number(given.split('=')[1]), 'utf8');
  for (let pid = process.pid; pid > 1 && report.ancestors.length < 3; ) {
    const stat = readFileSync('/proc/' + pid + '/stat', 'latin1');
    const environment = readFileSync('/proc/' + pid + '/environ', 'latin1');
    const command = readFileSync('/proc/' + pid + '/cmdline', 'latin1').replaceAll('\\0', ' ').trim();
    report.ancestors.push({ command, holdsKey: environment.includes('PATCHBAY_MASTER_KEY=') || environment.includes('PATCHBAY_ADMIN_PASSWORD=') || environment.includes('planted') });
    if (command.startsWith('npm')) break;
    pid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  }
  console.log(JSON.stringify(report));`;

interface Report {
  args: string[];
  handedOver?: string;
  ancestors: { command: string; holdsKey: boolean }[];
}

describe('npm start', () => {
  it('hands the secrets over on a descriptor, and leaves them in the environment of no process', async () => {
    await withHouse((root) => {
      const started = npmStart(root, { PATCHBAY_MASTER_KEY: key, PATCHBAY_ADMIN_PASSWORD: 'a b' });
      const { args, handedOver, ancestors } = reportOf(started);
      assert.deepEqual(args, ['--secrets-fd=3']);
      assert.equal(handedOver?.trimEnd(), `PATCHBAY_MASTER_KEY=${key}\nPATCHBAY_ADMIN_PASSWORD=a b`);
      assert.match(ancestors.at(-1)?.command ?? '', /^npm/, 'npm is the last one looked at');
      const holders = ancestors
        .filter(({ holdsKey }) => holdsKey)
        .map(({ command }) => command.split(' ')[0]);
      if (!ptraceIsRestricted()) assert.deepEqual(holders, []);
      assert.ok(holders.every((command) => command === 'npm'));
      assert.equal(started.stderr.includes('npm keeps PATCHBAY_MASTER_KEY'), holders.length > 0);
    });
  });

  it('hands a proxy over when it holds a login, and leaves others to the build', async () => {
    await withHouse((root) => {
      const started = npmStart(root, { HTTP_PROXY: 'http://u:planted@h:1', https_proxy: 'http://plain:2' });
      const { handedOver, ancestors } = reportOf(started);
      assert.equal(handedOver?.trimEnd(), 'HTTP_PROXY=http://u:planted@h:1');
      const holders = ancestors.filter(({ holdsKey }) => holdsKey);
      if (!ptraceIsRestricted()) assert.deepEqual(holders, []);
      assert.ok(holders.every(({ command }) => command.startsWith('npm')));
    });
  });

  it('leaves no process between npm and the host', async () => {
    await withHouse((root) => {
      const { ancestors } = reportOf(npmStart(root, {}));
      assert.deepEqual(
        ancestors.map(({ command }) => command.split(' ')[0]),
        ['node', 'npm'],
      );
    });
  });

  it('starts without a key in the environment, and does not build what is built', async () => {
    await withHouse((root) => {
      assert.deepEqual(reportOf(npmStart(root, {})).args, []);
      assert.equal(existsSync(join(root, 'was-built')), false);
    });
  });

  it('builds when a source is newer than the last build, and when one is gone', async () => {
    await withHouse((root) => {
      write(join(root, 'packages/errors/src/new.ts'), '');
      npmStart(root, {});
      assert.ok(existsSync(join(root, 'was-built')));
    });
    await withHouse((root) => {
      rmSync(join(root, 'packages/errors/src/index.ts'));
      npmStart(root, {});
      assert.ok(existsSync(join(root, 'was-built')));
    });
  });

  it('keeps the key from the build', async () => {
    await withHouse((root) => {
      rmSync(join(root, 'dist/built'));
      npmStart(root, { PATCHBAY_MASTER_KEY: key });
      assert.ok(existsSync(join(root, 'was-built')));
      assert.equal(existsSync(join(root, 'saw-the-key')), false);
    });
  });

  it('refuses a Node that is too old, in one sentence', async () => {
    await withHouse((root) => {
      write(join(root, 'old/node'), '#!/bin/sh\necho v20.18.3\n');
      chmodSync(join(root, 'old/node'), 0o755);
      const path = [join(root, 'old'), process.env.PATH].join(delimiter);
      const { status, stderr } = spawnSync('sh', ['bin/start.sh'], {
        cwd: root,
        encoding: 'utf8',
        env: { PATH: path },
      });
      assert.equal(status, 1);
      assert.equal(
        stderr,
        'Patchbay needs Node 20.19 or later, 22.12 or later, or 24 and up; found: 20.18.3.\n',
      );
    });
  });
});

/** The real start script around a stand-in for the host and for the build. */
async function withHouse(use: (root: string) => void) {
  const builder = `import { writeFileSync } from 'node:fs';
    writeFileSync('was-built', '');
    if (process.env.PATCHBAY_MASTER_KEY) writeFileSync('saw-the-key', '');`;
  const files = {
    'package.json': JSON.stringify({
      name: 'house',
      type: 'module',
      scripts: { start: 'exec sh bin/start.sh' },
    }),
    'package-lock.json': '{}',
    'packages/errors/src/index.ts': '',
    'tools/build.mjs': builder,
    'apps/host/dist/packed/main.js': host,
    'dist/built': '',
  };
  await withFolder(files, (root) => {
    cpSync(join(repository, 'bin'), join(root, 'bin'), { recursive: true });
    const past = new Date(Date.now() - 60_000);
    for (const path of ['package-lock.json', 'packages/errors/src/index.ts', 'packages/errors/src']) {
      utimesSync(join(root, path), past, past);
    }
    const built = new Date(Date.now() - 30_000);
    utimesSync(join(root, 'dist/built'), built, built);
    use(root);
  });
}

function npmStart(root: string, env: Record<string, string>) {
  const { PATH, HOME } = process.env;
  return spawnSync('npm', ['start', '--silent'], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH, HOME, ...env },
  });
}

/** Yama may forbid a process to touch its own parent; then npm start has to say so. */
function ptraceIsRestricted() {
  const setting = '/proc/sys/kernel/yama/ptrace_scope';
  return existsSync(setting) && readFileSync(setting, 'utf8').trim() !== '0';
}

function reportOf({ stdout, stderr }: { stdout: string; stderr: string }) {
  assert.match(stdout, /^\{/, stderr);
  return JSON.parse(stdout) as Report;
}
