import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';

describe('hardening a runner process', () => {
  it('leaves of the environment what is harmless, and no way to make another process open its inspector', () => {
    const script = `
      const { harden } = await import(${JSON.stringify(new URL('./harden.js', import.meta.url).href)});
      harden();
      console.log(JSON.stringify([Object.keys(process.env), typeof process._debugProcess, process.listenerCount('SIGUSR1')]));`;
    const env = {
      LANG: 'C',
      TZ: 'UTC',
      PATCHBAY_MASTER_KEY: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
      NODE_ENV: 'test',
      PWD: '/',
    };
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      env,
      encoding: 'utf8',
    });
    assert.deepEqual(JSON.parse(stdout), [['LANG', 'TZ', 'NODE_ENV'], 'undefined', 1]);
  });
});
