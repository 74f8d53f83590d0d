import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { defaultKeyPath, openFileKey } from './file-key.js';
import { refused } from './fixtures.spec.support.js';
import { createKeyFile, readKeyFile } from './key-file.js';

const root = mkdtempSync(join(tmpdir(), 'patchbay-key-'));
after(() => rmSync(root, { recursive: true }));

let home = '';
let path = '';
let dataDirectory = '';
beforeEach(() => {
  home = mkdtempSync(join(root, 'home-'));
  path = defaultKeyPath(home);
  dataDirectory = join(home, 'data');
});

describe('The key file', () => {
  it('lies in ~/.config/patchbay by default', () => {
    assert.equal(path, join(home, '.config', 'patchbay', 'master.key'));
  });

  it('is created on request, for us alone, and read again', () => {
    const made = openFileKey({ path, dataDirectory, create: true });
    assert.match(readFileSync(path, 'latin1'), /^patchbay-key-1:[A-Za-z0-9+/]{43}=\n$/);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.equal(statSync(dirname(path)).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(dirname(path)), ['master.key']);
    for (const create of [true, false])
      assert.equal(openFileKey({ path, dataDirectory, create }).keyId, made.keyId);
  });

  it('is not made unless that was asked for', () => {
    assert.ok(refused('key-missing', () => openFileKey({ path, dataDirectory })).message.includes(path));
    assert.deepEqual(readdirSync(home), []);
  });

  it('is one file when several processes create it at once', async () => {
    const module = new URL('./index.js', import.meta.url).href;
    const script = `const { openFileKey } = await import(${JSON.stringify(module)});
      console.log(openFileKey(${JSON.stringify({ path, dataDirectory, create: true })}).keyId);`;
    const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    const answers = await Promise.all(Array.from({ length: 6 }, run));
    assert.equal(new Set(answers.map(({ stdout }) => stdout)).size, 1);
    assert.deepEqual(readdirSync(dirname(path)), ['master.key']);
  });

  it('is never replaced by a process that comes second', () => {
    let first = '';
    createKeyFile(path, () => {
      first = openFileKey({ path, dataDirectory, create: true }).keyId;
      return 'second';
    });
    assert.equal(openFileKey({ path, dataDirectory }).keyId, first);
    assert.deepEqual(readdirSync(dirname(path)), ['master.key']);
  });

  it('is refused inside the data directory, also behind a symlink', () => {
    mkdirSync(dataDirectory);
    symlinkSync(dataDirectory, join(home, 'elsewhere'));
    for (const inside of [
      join(dataDirectory, 'k'),
      join(dataDirectory, 'a', 'k'),
      join(home, 'elsewhere', 'k'),
    ]) {
      refused('key-unsafe', () => openFileKey({ path: inside, dataDirectory, create: true }));
    }
    assert.deepEqual(readdirSync(dataDirectory), []);
    openFileKey({ path: join(home, 'data-keys', 'k'), dataDirectory, create: true });
    openFileKey({ path: join(home, '..data'), dataDirectory: join(home, 'x'), create: true });
  });

  it('is refused when others could read it', () => {
    openFileKey({ path, dataDirectory, create: true });
    for (const mode of [0o640, 0o604, 0o620, 0o602, 0o610, 0o601]) {
      chmodSync(path, mode);
      refused('key-unsafe', () => openFileKey({ path, dataDirectory }));
    }
  });

  it('is refused when others could replace it, and not made there either', () => {
    mkdirSync(dirname(path), { recursive: true });
    chmodSync(dirname(path), 0o770);
    refused('key-unsafe', () => openFileKey({ path, dataDirectory, create: true }));
    assert.equal(existsSync(path), false);
    chmodSync(dirname(path), 0o700);
    openFileKey({ path, dataDirectory, create: true });
    chmodSync(dirname(path), 0o702);
    refused('key-unsafe', () => openFileKey({ path, dataDirectory }));
  });

  it('is refused when it belongs to somebody else', () => {
    openFileKey({ path, dataDirectory, create: true });
    const stranger = statSync(path).uid + 1;
    assert.match(
      refused('key-unsafe', () => readKeyFile(path, stranger)).message,
      /master\.key belongs to another user/,
    );
  });

  it('is neither made nor read in a directory of somebody else', () => {
    mkdirSync(dirname(path), { recursive: true });
    if (process.geteuid?.() === 0) chownSync(dirname(path), 1, 1);
    const us = statSync(dirname(path)).uid + 1;
    assert.match(
      refused('key-unsafe', () => createKeyFile(path, () => '', us)).message,
      /belongs to another user/,
    );
    assert.equal(existsSync(path), false);
  });

  it('is refused as a symlink, a dangling one included', () => {
    openFileKey({ path, dataDirectory, create: true });
    const [link, dangling] = [join(dirname(path), 'link'), join(dirname(path), 'dangling')];
    symlinkSync(path, link);
    symlinkSync(join(home, 'nowhere'), dangling);
    for (const name of [link, dangling]) {
      refused('key-unsafe', () => openFileKey({ path: name, dataDirectory, create: true }));
    }
    assert.equal(existsSync(join(home, 'nowhere')), false);
  });

  it('is refused as a directory or a pipe, without waiting for a writer', async () => {
    mkdirSync(join(home, 'directory'), { mode: 0o700 });
    await promisify(execFile)('mkfifo', ['-m', '600', join(home, 'pipe')]);
    for (const name of ['directory', 'pipe']) {
      const { message } = refused('key-unsafe', () => openFileKey({ path: join(home, name), dataDirectory }));
      assert.match(message, /not a regular file/);
    }
  });

  it('is refused with other content, which is not shown', () => {
    for (const text of [
      '',
      'hunter2hunter2',
      `${Buffer.alloc(32).toString('base64')}\n`,
      'patchbay-key-1:\n',
      `patchbay-key-2:${Buffer.alloc(32).toString('base64')}\n`,
      'x'.repeat(4000),
    ]) {
      const file = join(mkdtempSync(join(home, 'case-')), 'k');
      writeFileSync(file, text, { mode: 0o600 });
      const { message } = refused('key-invalid', () => openFileKey({ path: file, dataDirectory }));
      assert.ok(message.includes(file) && !message.includes('hunter2'), message);
    }
  });

  it('is reported when it is lost, exposed or exchanged while we run', async () => {
    const key = openFileKey({ path, dataDirectory, create: true });
    assert.deepEqual(await key.health(), { ok: true });
    chmodSync(path, 0o644);
    assert.match((await key.health()).detail ?? '', /chmod 600/);
    rmSync(path);
    assert.match((await key.health()).detail ?? '', /is gone/);
    openFileKey({ path, dataDirectory, create: true });
    assert.match((await key.health()).detail ?? '', /another key/);
  });
});
