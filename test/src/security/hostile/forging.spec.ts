import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertNoSecret, openWorld, runVictim, type World } from './world.js';

const frame = (content: Buffer | string, length = Buffer.byteLength(content)) => {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(length);
  return Buffer.concat([header, Buffer.from(content)]).toString('base64');
};
const time = '2026-11-20T09:30:00.000Z';

describe('a hostile plugin that forges messages', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const raw: [name: string, parts: string[]][] = [
    ['an unknown type', [frame('{"type":"open.vault"}')]],
    ['the name of a member of every object as the type', [frame('{"type":"constructor"}')]],
    ['bytes that are no UTF-8', [frame(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]))]],
    ['an empty frame', [frame('')]],
    ['a frame larger than any may be', [frame('x', 0xff_ff_ff_ff)]],
    ['deep nesting', [frame(`{"type":"log","level":"info","message":${deep}}`)]],
    ['a message of the host', [frame('{"type":"shutdown","deadlineMs":1}')]],
    ['a member that nobody declared', [frame('{"type":"pong","sequence":1,"__defineGetter__":1}')]],
    [
      'half a frame and then another',
      [Buffer.from([0, 0, 0, 9, 1]).toString('base64'), frame('{"type":"pong"}')],
    ],
  ];
  for (const [name, parts] of raw) {
    it(`ends with its runner, and the record says why: ${name}`, async () => {
      const run = await world.attempt('bytes', { parts });
      assert.deepEqual(
        [run.status, run.error?.code],
        ['failed', 'message-invalid'],
        JSON.stringify(run.error),
      );
    });
  }

  it('cannot speak for the run of another runner, nor lease for it', async () => {
    const victim = await runVictim(world.host, world.victimId);
    const of = { runId: victim.id, nodeId: 'n', slot: 'connection', connectionId: world.victimId };
    const forged = [
      { type: 'lease.request', requestId: 90, ...of },
      { type: 'run.finished', outcome: { runId: victim.id, status: 'failed', finishedAt: time } },
    ];
    for (const message of forged) {
      const run = await world.attempt('messages', { list: [message] });
      assert.equal(run.error?.code, 'message-invalid', message.type);
      assertNoSecret(world, run);
    }
    const kept = await world.host.api.call('runGet', { params: { id: victim.id } });
    assert.equal(kept.status, 'success');
  });

  it('gets no credentials for its own run that its pattern does not name, and the denial is on record', async () => {
    const list = [
      {
        type: 'lease.request',
        requestId: 91,
        runId: '$own',
        nodeId: 'n',
        slot: 'keepsake',
        connectionId: world.victimId,
      },
    ];
    const [heard] = await Promise.all([world.attempt('messages', { list })]);
    assertNoSecret(world, heard);
    const { items } = await world.host.api.call('auditList', {});
    assert.ok(
      items.some(
        ({ action, subjectId }) => action === 'connection.leaseDenied' && subjectId === world.victimId,
      ),
    );
  });

  it('cannot ask twice under one number', async () => {
    const question = {
      type: 'lease.request',
      requestId: 92,
      runId: '$own',
      nodeId: 'n',
      slot: 'keepsake',
      connectionId: 'x',
    };
    const run = await world.attempt('messages', { list: [question, question] });
    assert.equal(run.error?.code, 'message-invalid');
  });

  it('leaves the host as it was', () => world.victimWorks());
});

describe('a hostile plugin that poisons its process', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  it('hears nothing of runs that do not use it, and they work', async () => {
    await world.find('poison');
    const victim = runVictim(world.host, world.victimId);
    const heard = await world.find('listen');
    assert.equal((await victim).status, 'success');
    const found = (await world.find('poisoned')) as { heard: string[] };
    assertNoSecret(world, [heard, found]);
    assert.ok(
      !JSON.stringify([heard, found]).includes((await victim).id),
      'it knows of a run that is not its own',
    );
    assert.ok(world.echo.seen.has(`Bearer ${world.secret}`) || world.echo.seen.has(world.secret));
  });
});

describe('a hostile plugin in a process for each run', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ PATCHBAY_RUNNER_RUNS: '1' });
  });
  after(() => world.close());

  it('finds nothing of what its own earlier runs left: no poison, no timer, no credentials', async () => {
    await world.find('poison');
    assert.deepEqual(await world.find('poisoned'), { heard: [], isPoisoned: null });
    await world.find('leaveBehind');
    assert.equal(await world.find('leftBehind'), null);
  });
});
