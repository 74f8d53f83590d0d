import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

interface Answer {
  step: string;
  code?: string;
  message?: string;
  keyId?: string;
  kind?: string;
  health?: { ok: boolean };
}

const home = mkdtempSync(join(tmpdir(), 'patchbay-keychain-'));
after(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
mkdirSync(join(home, 'run'), { mode: 0o700 });

const child = fileURLToPath(new URL('./keychain.spec.child.js', import.meta.url));
const env = {
  PATH: process.env['PATH'],
  HOME: home,
  XDG_DATA_HOME: join(home, 'data'),
  XDG_RUNTIME_DIR: join(home, 'run'),
};

describe('The key in the OS keychain', () => {
  it('is missing, then created on request, then found again', async () => {
    const unlock = 'printf "test\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null';
    const [missing, create, again] = await run('dbus-run-session', [
      '--',
      'sh',
      '-c',
      `${unlock}; exec "$0" "$1"`,
      process.execPath,
      child,
    ]);
    assert.equal(missing?.code, 'key-missing');
    assert.match(missing.message ?? '', /service patchbay, account patchbay-connection-key/);
    assert.match(create?.keyId ?? '', /^[0-9a-f]{32}$/);
    assert.deepEqual(again, { ...create, step: 'again' });
    assert.deepEqual([create?.kind, create?.health], ['keychain', { ok: true }]);
  });

  it('is refused clearly where there is no keychain, with no other place tried', async () => {
    for (const { code, message } of await run(process.execPath, [child])) {
      assert.equal(code, 'keychain-unavailable');
      assert.match(message ?? '', /No other place was tried/);
    }
  });
});

async function run(command: string, args: string[]): Promise<Answer[]> {
  const { stdout } = await promisify(execFile)(command, args, { env, timeout: 30_000 }).catch(
    (error: unknown) => {
      const missing = (error as { code?: unknown }).code === 'ENOENT';
      throw missing
        ? new Error(`${command} is not installed; npm test installs it (packages dbus, gnome-keyring)`)
        : error;
    },
  );
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
  assert.equal(answers.length, 3, stdout);
  return answers;
}
