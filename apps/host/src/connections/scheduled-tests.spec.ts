import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { holdLease } from '../database/host-leases.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { postgresRole, type PostgresRole } from '../spec/postgres-role.js';
import { startReceiver } from '../spec/receiver.js';
import { sqlPattern } from '../spec/sql-pattern.js';
import { freshStore, storeKinds } from '../spec/stores.js';
import { waitUntil } from '../spec/wait-until.js';
import { connectionTable } from './connection.table.js';
import { TestScheduler } from './test-scheduler.js';
import { nextTest } from './test-schedule.js';

const day = 24 * 3_600_000;

for (const kind of storeKinds) {
  describe(`Scheduled tests on ${kind}`, () => {
    let host: SpecHost;
    let role: PostgresRole;
    let scheduler: TestScheduler;
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
      role = await postgresRole('right');
      scheduler = host.app.nest.get(TestScheduler, { strict: false });
    });

    const create = async (more: object, type = 'postgresql', config: object = role.config) => {
      const name = `c${(count += 1)}`;
      const { body, text } = await host.admin.post('/connections', { name, type, config, ...more });
      assert.ok(body['id'], text);
      return String(body['id']);
    };
    const get = async (id: string) => (await host.admin.get(`/connections/${id}`)).body;
    const history = async (id: string) => {
      const { items } = (await host.admin.get(`/connections/${id}/tests`)).body;
      return (items as { outcome: string; trigger: string }[]).map(({ outcome, trigger }) => [
        outcome,
        trigger,
      ]);
    };
    const inDays = (days: number) => new Date(Date.now() + days * day);

    it('happen when they are due, and not before', async () => {
      const id = await create({ testSchedule: 'daily' });
      const off = await create({});
      assert.equal(await scheduler.tick(inDays(0.5)), 0);
      assert.equal(await scheduler.tick(inDays(1)), 1);
      assert.deepEqual(await history(id), [['ok', 'scheduled']]);
      assert.deepEqual(await history(off), []);
      const { nextTestAt, lastUsedAt, version } = await get(id);
      assert.ok(
        String(nextTestAt) > inDays(1.85).toISOString() && String(nextTestAt) < inDays(2.01).toISOString(),
      );
      assert.deepEqual([lastUsedAt, version], [null, 1]);
      assert.equal(await scheduler.tick(inDays(1)), 0);
      await host.admin.patch(`/connections/${id}`, { testSchedule: 'off' });
      assert.equal((await get(id))['nextTestAt'], null);
      assert.equal(await scheduler.tick(inDays(9)), 0);
    });

    it('leave out what is disabled, and say of what nobody tests that it is stale', async () => {
      const id = await create({ testSchedule: 'weekly' });
      await host.admin.post(`/connections/${id}/disable`);
      assert.equal(await scheduler.tick(inDays(8)), 0);
      await host.admin.post(`/connections/${id}/enable`);
      assert.equal(await scheduler.tick(inDays(8)), 1);
      assert.equal((await get(id))['stale'], false);
      const longAgo = new Date(Date.now() - 7.1 * day).toISOString();
      await host.store.transaction((manager) =>
        manager.update(connectionTable, { id }, { lastTestedAt: longAgo, nextTestAt: null }),
      );
      assert.equal((await get(id))['stale'], true);
    });

    it('are not waited for to know of a login that the server refused to a step', async () => {
      const id = await create({});
      await host.admin.post(`/connections/${id}/test`);
      const pattern = (await host.admin.post('/patterns', sqlPattern(`p${(count += 1)}`, id))).body['id'];
      await role.setPassword('revoked');
      const run = () => host.admin.post(`/patterns/${String(pattern)}/run`, { wait: true });
      for (let times = 0; times < 2; times += 1) {
        const { error } = (await run()).body as { error?: { code: string } };
        assert.equal(error?.code, 'connect-auth-failed');
        await waitUntil('the state turned', async () => (await get(id))['testStatus'] === 'failed');
      }
      assert.deepEqual(await history(id), [
        ['authFailed', 'run'],
        ['ok', 'manual'],
      ]);
      await role.setPassword('right');
    });

    it('tell once when the state turns, and once when it turns back', async () => {
      const { url, subjects } = await startReceiver();
      const notifyConnectionId = await create({}, 'webhook', { url, authType: 'none' });
      const id = await create({ testSchedule: 'daily', notifyConnectionId });
      const { name } = await get(id);
      const rounds = async (from: number, to: number) => {
        for (let days = from; days <= to; days += 1)
          assert.equal(await scheduler.tick(inDays(days * 1.1)), 1);
      };
      await rounds(1, 2);
      assert.deepEqual(subjects, []);
      await role.setPassword('changed');
      await rounds(3, 4);
      await role.setPassword('right');
      await rounds(5, 6);
      assert.deepEqual(subjects, [
        `Connection "${String(name)}" fails its test (authFailed)`,
        `Connection "${String(name)}" passes its test again`,
      ]);
      await host.admin.patch(`/connections/${id}`, { testSchedule: 'off' });
    });

    it('tell of a failure that follows an edit, a test by hand, or a message that did not arrive', async () => {
      const { url, subjects } = await startReceiver();
      const notifyConnectionId = await create({}, 'webhook', { url, authType: 'none' });
      const failing = `Connection "c${count + 1}" fails its test (authFailed)`;
      const id = await create({ testSchedule: 'daily', notifyConnectionId });
      assert.equal(await scheduler.tick(inDays(1)), 1);
      // The edit takes the passed test away, and the test by hand shows the failure to one person alone.
      await host.admin.patch(`/connections/${id}`, { config: { password: 'mistyped' } });
      await host.admin.post(`/connections/${id}/test`);
      await host.admin.post(`/connections/${notifyConnectionId}/disable`);
      assert.equal(await scheduler.tick(inDays(2.1)), 1);
      assert.deepEqual(subjects, []);
      await host.admin.post(`/connections/${notifyConnectionId}/enable`);
      for (const days of [3.2, 4.3]) assert.equal(await scheduler.tick(inDays(days)), 1);
      assert.deepEqual(subjects, [failing]);
      await host.admin.patch(`/connections/${id}`, { config: { password: 'right' } });
      assert.equal(await scheduler.tick(inDays(5.4)), 1);
      assert.equal(subjects.length, 2);
      await host.admin.patch(`/connections/${id}`, { testSchedule: 'off' });
    });

    it('are told by nothing that the caller does not see, or that cannot notify', async () => {
      const { api } = await host.addUser('designer');
      const config = { url: 'https://hooks.example.org/x', authType: 'none' };
      const mine = { name: 'mine', type: 'webhook', config, scope: 'personal' };
      const { body } = await api.post('/connections', mine);
      for (const notifyConnectionId of [String(body['id']), await create({}), 'nothing']) {
        const refused = await host.admin.patch(`/connections/${await create({})}`, { notifyConnectionId });
        assert.deepEqual([refused.status, refused.body['code']], [422, 'validation-failed']);
      }
    });

    it('are made by one host at a time, and by another when that one is gone', async () => {
      const store = await freshStore(kind);
      const at = new Date();
      const later = (ms: number) => new Date(at.getTime() + ms);
      const race = await Promise.all(
        ['a', 'b', 'c'].map((holder) => holdLease(store, 'x', at, 1000, holder)),
      );
      assert.equal(race.filter(Boolean).length, 1);
      const [first = '', other = ''] = race[0] ? ['a', 'b'] : race[1] ? ['b', 'a'] : ['c', 'a'];
      assert.equal(await holdLease(store, 'x', later(500), 1000, first), true);
      assert.equal(await holdLease(store, 'x', later(1400), 1000, other), false);
      assert.equal(await holdLease(store, 'x', later(1600), 1000, other), true);
      assert.equal(await holdLease(store, 'x', later(1700), 1000, first), false);
    });
  });
}

describe('The time of the next scheduled test', () => {
  it('lies within the last tenth of the period, by chance', () => {
    const from = new Date('2026-11-01T00:00:00.000Z');
    assert.equal(nextTest('daily', from, 0), '2026-11-02T00:00:00.000Z');
    assert.equal(nextTest('daily', from, 1), '2026-11-01T21:36:00.000Z');
    assert.equal(nextTest('weekly', from, 0), '2026-11-08T00:00:00.000Z');
    assert.equal(nextTest('off', from), null);
  });
});
