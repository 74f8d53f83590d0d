import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { makeHome, processTree, startHost } from '../support/host-process.js';
import { repository, withFolder } from './temporary-folder.js';

describe('packed files', () => {
  it('find what lies beside the modules that went into them, and hold no letter that would double them in memory', async () => {
    const files = {
      'dist/a/main.js': `import { text } from '../b/text.js'; console.log(text());`,
      'dist/b/text.js': `import { readFileSync } from 'node:fs';
        export const text = () => readFileSync(new URL('beside.txt', import.meta.url), 'utf8') + ' → ü';`,
      'dist/b/beside.txt': 'beside',
    };
    await withFolder(files, (root) => {
      const [folder, main] = [join(root, 'dist/packed'), join(root, 'dist/a/main.js')];
      const packed = node(join(repository, 'tools/pack.mjs'), folder, main);
      assert.equal(packed.status, 0, packed.stderr);
      rmSync(join(root, 'dist/b/text.js'));
      assert.equal(node(join(folder, 'main.js')).stdout, 'beside → ü\n');
      for (const name of readdirSync(folder))
        assert.doesNotMatch(readFileSync(join(folder, name), 'utf8'), /[^\0-\x7f]/);
    });
  });

  it('are what npm start starts: the host, its dialer, its runners', async () => {
    const host = await startHost({ home: makeHome(), login: false });
    try {
      const started = processTree(host.pid).map(scriptOf).filter(Boolean);
      const expected = [
        'host/dist/packed/dialer.js',
        'host/dist/packed/main.js',
        'runner/dist/packed/main.js',
      ];
      for (const file of expected) assert.ok(started.includes(file), started.join());
      assert.deepEqual([...new Set(started)].sort(), expected);
    } finally {
      await host.stop();
      host.remove();
    }
  });

  it('hold every bundled plugin as it is', async () => {
    for (const name of readdirSync(join(repository, 'plugins'))) {
      const [plain, packed] = await Promise.all(
        ['index.js', 'packed/index.js'].map((file) => read(join(repository, 'plugins', name, 'dist', file))),
      );
      assert.deepEqual(packed, plain);
    }
  });
});

/** Of a process that executes one of our files; those that describe plugins may end meanwhile. */
function scriptOf(pid: number): string | undefined {
  try {
    return /apps\/([^\0]+\.js)\0/.exec(readFileSync(`/proc/${pid}/cmdline`, 'latin1'))?.[1];
  } catch {
    return undefined;
  }
}

function node(...args: string[]) {
  return spawnSync(process.execPath, args, { encoding: 'utf8' });
}

/** What a plugin says of itself, without its functions. */
async function read(file: string): Promise<unknown> {
  const { default: plugin } = (await import(pathToFileURL(file).href)) as { default: unknown };
  return JSON.parse(JSON.stringify(plugin));
}
