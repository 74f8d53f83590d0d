import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openConnector } from '@patchbay/plugin-testing';
import { mysql } from './connectors.js';
import {
  askForFile,
  commands,
  errorPacket,
  ok,
  prepared,
  type RogueServer,
  rogueServer,
  switchTo,
} from './spec/rogue-server.js';
import { withCode } from './spec/servers.js';

const password = 'swordfish-4711';

describe('a hostile MySQL server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-rogue-'));
  const file = join(folder, 'private.txt');
  writeFileSync(file, 'content of a private file');
  after(() => rmSync(folder, { recursive: true }));

  const open = ({ port }: RogueServer) =>
    openConnector(mysql, { host: '127.0.0.1', port, database: 'shop', username: 'anna', password });

  async function testAgainst(server: RogueServer): Promise<void> {
    const opened = await open(server);
    try {
      await mysql.test(opened.client, { signal: AbortSignal.timeout(10_000) });
    } finally {
      await opened.close();
      server.close();
    }
  }

  const refusesFile = async (server: RogueServer, asked: number) => {
    const failed = testAgainst(server);
    await assert.rejects(failed, (error: Error) => {
      assert.ok(!error.message.includes(file), 'the path is the text of the server');
      return withCode('connect-protocol', /local file/u)(error);
    });
    assert.ok(!server.bytes().includes('content of a private file'));
    assert.deepEqual(server.packets.slice(asked + 1), [], 'nothing is sent after the file was asked for');
    await server.gone();
  };

  it('gets no file when it asks for one in answer to a statement', async () => {
    const server = await rogueServer(({ index }) => [index === 0 ? ok : askForFile(file)]);
    await refusesFile(server, 1);
  });

  it('gets no file when it asks for one in answer to a prepared statement', async () => {
    const server = await rogueServer(({ payload, index }) => {
      if (index === 0 || payload[0] === commands.query) return [ok];
      return payload[0] === commands.prepare ? [prepared] : [askForFile(file)];
    });
    await refusesFile(server, 3);
  });

  it('is told at the login that there are neither local files nor several statements in one', async () => {
    const server = await rogueServer(({ index }) => [index === 0 ? ok : errorPacket('over')]);
    await assert.rejects(testAgainst(server));
    const flags = server.packets[0]?.payload.readUInt32LE(0) ?? -1;
    assert.equal(flags & 0x80, 0, 'LOCAL_FILES');
    assert.equal(flags & 0x1_0000, 0, 'MULTI_STATEMENTS');
  });

  for (const [plugin, code, words] of [
    ['mysql_clear_password', 'connect-tls', /password itself/u],
    ['dialog', 'connect-unsupported', /way to log in/u],
    ['toString', 'connect-unsupported', /way to log in/u],
  ] as const) {
    it(`gets no password when it wants to switch to ${plugin}`, async () => {
      const server = await rogueServer(({ index }) => [index === 0 ? switchTo(plugin) : ok]);
      await assert.rejects(testAgainst(server), withCode(code, words));
      assert.ok(!server.bytes().includes(password));
      assert.equal(server.packets.length, 1);
    });
  }

  it('gets no password when it greets with mysql_clear_password', async () => {
    const server = await rogueServer(() => [errorPacket('over')], 'mysql_clear_password');
    await assert.rejects(testAgainst(server));
    assert.ok(!server.bytes().includes(password));
  });

  it('cannot fill the log with its messages nor write to the terminal by them', async () => {
    const server = await rogueServer(({ payload, index }) => {
      if (index === 0 || payload[0] === commands.query) return [ok];
      return [errorPacket(`\x1b[2J${'x'.repeat(100_000)}`)];
    });
    await assert.rejects(testAgainst(server), (error: Error) => {
      assert.ok(error.message.length < 1_100);
      assert.ok(!error.message.includes('\x1b'));
      return withCode('sql-failed', /error 1064, SQLSTATE 42000/u)(error);
    });
  });

  it('is cut off when it does not stop a statement that was cancelled', async () => {
    const server = await rogueServer(({ payload, index }) => {
      const isLogin = index === 0 || payload.includes('anna');
      return isLogin || payload.includes('time_zone') ? [ok] : [];
    });
    const opened = await open(server);
    const reason = new Error('stopped by the test');
    const stop = new AbortController();
    setTimeout(() => stop.abort(reason), 200);
    const started = performance.now();
    await assert.rejects(mysql.test(opened.client, { signal: stop.signal }), reason);
    assert.ok(performance.now() - started < 20_000);
    assert.ok(server.bytes().includes('KILL QUERY 7'));
    await opened.close();
    server.close();
  });

  it('is asked again to stop a statement when it forgot that it was asked', async () => {
    const server = await rogueServer(({ payload, index }) => {
      const isPolite = index === 0 || ['anna', 'time_zone', 'KILL'].some((word) => payload.includes(word));
      return isPolite ? [ok] : [];
    });
    const opened = await open(server);
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('stopped by the test')), 200);
    await assert.rejects(mysql.test(opened.client, { signal: stop.signal }), /stopped by the test/u);
    const asked = server.packets.filter(({ payload }) => payload.includes('KILL QUERY 7'));
    assert.ok(asked.length > 1, `asked ${asked.length} times`);
    await opened.close();
    server.close();
  });

  it('is not understood when it speaks nonsense', async () => {
    const server = await rogueServer(() => [Buffer.from([0x77, 1, 2, 3])]);
    await assert.rejects(testAgainst(server), withCode('connect-protocol'));
  });
});
