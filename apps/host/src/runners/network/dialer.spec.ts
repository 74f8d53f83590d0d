import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { offersOf } from '../testing/offered.js';
import { Dialer } from './dialer.js';
import { mayBeSeparated } from './network-mode.js';
import { socketName } from './orders.js';

const policy = {
  allowPrivateForConnections: true,
  allowPrivateForPatterns: false,
  ownListeners: [],
  allow: [],
  deny: [],
};
const offers = offersOf([]);

async function answers(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

describe('whether a runner without a network is going to be tried', () => {
  it('is so only where one is wanted, at a rung with namespaces', () => {
    assert.equal(mayBeSeparated('auto', 'shared'), false);
    for (const isolation of ['user', 'permission', 'process', 'no such rung'])
      assert.equal(mayBeSeparated(isolation, 'auto'), false);
  });
});

// A machine that grants no network namespace starts no dialer.
if (offers['namespaces+user'].network || offers.namespaces.network)
  describe('the dialer', () => {
    const directory = mkdtempSync(join(tmpdir(), 'patchbay-dialer-'));
    after(() => rmSync(directory, { recursive: true }));

    it('may be started before there is a runner, which then finds it', async () => {
      assert.equal(mayBeSeparated('auto', 'auto'), true);
      const log = { debug: () => undefined, info: () => undefined, warn: () => undefined };
      const dialer = new Dialer({ directory, log });
      dialer.prepare();
      const { pid } = dialer;
      assert.ok(pid);
      dialer.prepare();
      const runner = dialer.open(policy);
      assert.equal(dialer.pid, pid);
      const path = join(dialer.pathOf(runner), socketName);
      for (const until = Date.now() + 20_000; !(await answers(path)); await setTimeout(10))
        assert.ok(Date.now() < until, 'it never answered');
      dialer.stop();
    });
  });
