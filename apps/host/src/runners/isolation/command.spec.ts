import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { runnerGroup, runnerUser } from './command.js';

describe('the users of runners', () => {
  it('are one for each slot, in the range of the group, wherever a host begins', () => {
    const all = Array.from({ length: 200 }, (_, slot) => runnerUser(slot));
    assert.equal(new Set(all).size, all.length);
    assert.ok(
      all.every((user) => user >= runnerGroup && user < 65_500),
      all.join(),
    );
  });

  it('are others at another host, so that those of one cannot use up what the system grants those of another', () => {
    const module = new URL('./command.js', import.meta.url).href;
    const code = `import(${JSON.stringify(module)}).then(({ runnerUser }) => console.log(runnerUser(0)))`;
    // Two may meet by chance; four will not.
    const hosts = Array.from({ length: 4 }, () => {
      const { stdout, stderr } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' });
      assert.match(stdout, /^\d+\n$/, stderr);
      return stdout;
    });
    assert.ok(new Set(hosts).size > 1, hosts.join());
  });
});
