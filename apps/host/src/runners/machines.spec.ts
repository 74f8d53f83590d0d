import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { rungs, type Rung } from './isolation/rungs.js';
import { offersOf } from './testing/offered.js';
import type { Findings } from './testing/report-isolation.js';

const withoutPrivileges = ['--bounding-set=-all', '--inh-caps=-all', '--no-new-privs', '--'];
const docker = '+chown,+dac_override,+fowner,+fsetid,+kill,+setgid,+setuid,+setpcap,+sys_chroot,+mknod';
const noNetworks = 'echo 0 >/proc/sys/user/max_net_namespaces; exec "$@"';
const noUserNamespaces = 'echo 0 >/proc/sys/user/max_user_namespaces; exec "$@"';

/** Kinds of machines, each made of this one by what is put before a command; of several ways the first that works. */
const machines: Readonly<Record<string, string[][]>> = {
  'this machine, as it is': [[]],
  'an unprivileged user': [
    ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', ...withoutPrivileges],
    // Reads what root may, as a checkout in a closed directory needs.
    ['unshare', '--user', '--map-user=1000', '--map-group=1000', 'setpriv', ...withoutPrivileges],
  ],
  'an unprivileged user to whom no namespaces are granted': [
    [
      ...['unshare', '--user', '--map-user=1000', '--map-group=1000', '--keep-caps'],
      ...[
        '/bin/sh',
        '-c',
        noUserNamespaces,
        'machine',
        'setpriv',
        '--ambient-caps=-all',
        ...withoutPrivileges,
      ],
    ],
  ],
  'root as containers have it, who may not mount': [
    ['setpriv', `--bounding-set=-all,${docker}`, '--inh-caps=-all', '--'],
  ],
  'a user to whom all namespaces but those of networks are granted': [
    [
      ...['unshare', '--user', '--map-root-user', '/bin/sh', '-c', noNetworks, 'machine'],
      ...['unshare', '--user', '--map-user=1000', '--map-group=1000', 'setpriv', ...withoutPrivileges],
    ],
  ],
  'root without any capability': [['setpriv', ...withoutPrivileges]],
};

describe('the isolation that is chosen', () => {
  for (const [name, ways] of Object.entries(machines)) {
    it(`on ${name} is the best that the system grants, keeps its promise, and says why no better one`, () => {
      // A machine that cannot be turned into another kind lacks itself what would be taken away.
      const made = ways.find(canMake) ?? [];
      const offers = offersOf(made);
      const { report, read, signalled, self } = findOut(made);
      const best = rungs.find((rung) => offers[rung].works);
      assert.equal(report.rung, best, JSON.stringify(report));
      const better = rungs.slice(0, rungs.indexOf(report.rung));
      assert.deepEqual(
        report.refused.map(({ rung }) => rung),
        better,
      );
      for (const { rung, reason } of report.refused) assert.match(reason, offers[rung].because, rung);
      const { network } = report;
      assert.equal(network.separated, offers[report.rung].network, network.description);
      // Without one, the same rung is better than one below, and the reason is said.
      assert.match(
        network.description,
        network.separated ? /have no network/ : /share the network .* because/,
      );
      const couldRead = Object.entries(read).filter(([, { error }]) => error === undefined);
      assert.deepEqual(report.rung === 'process' ? [] : couldRead, []);
      assert.equal(signalled, signalsPass(report.rung));
      // Node's permission model keeps even that file from it.
      assert.match(self.status, report.rung === 'permission' ? /^$/ : /CapEff:\s0{16}\s/);
    });
  }
});

const script = fileURLToPath(new URL('./testing/report-isolation.js', import.meta.url));

function canMake([file, ...args]: string[]): boolean {
  return file === undefined || spawnSync(file, [...args, 'test', '-r', script]).status === 0;
}

function findOut(machine: string[]): Findings {
  const [file = '', ...args] = machine.concat(process.execPath, script);
  const { stdout, stderr } = spawnSync(file, args, { encoding: 'utf8', timeout: 60_000, env: {} });
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout) as Findings;
}

function signalsPass(rung: Rung): boolean {
  return rung === 'permission' || rung === 'process';
}
