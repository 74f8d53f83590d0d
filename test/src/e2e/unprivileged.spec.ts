import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { makeHome, repository, type RunningHost, startHost } from '../support/host-process.js';

const nobody = 65_534;
const withoutPrivileges = ['--bounding-set=-all', '--inh-caps=-all', '--no-new-privs', '--'];
/** Ways to be somebody without rights; the second reads what root may, as a checkout in a closed directory needs. */
const ways = [
  ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', ...withoutPrivileges],
  ['unshare', '--user', '--map-user=1000', '--map-group=1000', 'setpriv', ...withoutPrivileges],
];

/** Most people do not run it as root: the whole host, as `npm start` starts it, as somebody without rights. */
describe('a host whose user is not root', () => {
  const isRoot = process.getuid?.() === 0;
  const through = isRoot ? (ways.find(canRead) ?? assert.fail('nobody may read the repository')) : [];
  let host: RunningHost;
  before(async () => {
    const home = makeHome();
    if (through === ways[0]) chownSync(home, nobody, nobody);
    host = await startHost({ home, through });
  });
  after(async () => {
    await host.stop();
    host.remove();
  });

  it('runs Welcome from reading to writing', async () => {
    const [pattern] = (await host.api.call('patternList')).items;
    const run = await host.api.call('patternRun', {
      params: { id: pattern?.id ?? '' },
      body: { wait: true },
    });
    assert.equal(run.status, 'success', JSON.stringify(run.error));
    assert.equal(run.steps.at(-1)?.status, 'success');
  });

  it('keeps its runners apart as well as the machine lets that user, and says why not better', async () => {
    const { isolation } = await host.api.call('healthReady');
    assert.equal(isolation?.rung, mayUnshare(through) ? 'namespaces' : 'permission');
    const better = ['namespaces+user', 'namespaces', 'user'].slice(
      0,
      isolation?.rung === 'namespaces' ? 1 : 3,
    );
    assert.deepEqual(
      isolation?.refused.map(({ rung }) => rung),
      better,
    );
    assert.match(isolation?.refused[0]?.reason ?? '', /does not run as root/u);
  });
});

function canRead(way: readonly string[]): boolean {
  return succeeds([...way, 'test', '-r', join(repository, 'package.json')]);
}

/** Asked of the system itself: whether it grants this user namespaces in which he may mount. */
function mayUnshare(through: readonly string[]): boolean {
  const namespaces = ['--user', '--map-root-user', '--pid', '--mount', '--ipc', '--uts', '--fork'];
  return succeeds([...through, 'unshare', ...namespaces, 'mount', '-t', 'tmpfs', 'none', '/sys']);
}

function succeeds([file = '', ...args]: readonly string[]): boolean {
  return spawnSync(file, args, { stdio: 'ignore' }).status === 0;
}
