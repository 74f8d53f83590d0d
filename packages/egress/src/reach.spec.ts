import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { names, open, policy, problem } from './spec/egress.js';
import { httpServer, tcpServer } from './spec/servers.js';

const lookup = names({
  'db.test': ['127.0.0.1'],
  'a.db.test': ['127.0.0.1'],
  'two.test': ['127.0.0.1', '127.0.0.2'],
});

describe('the allow-list of a connection', () => {
  const reaches = async (entry: string | readonly string[], host: string): Promise<void> => {
    const server = await tcpServer((socket) => socket.end());
    const reach = [entry].flat().map((each) => each.replace('PORT', String(server.port)));
    await open({ lookup, reach }).connect({ host, port: server.port });
  };
  const closes = async (entry: string | readonly string[], host: string): Promise<void> =>
    assert.rejects(reaches(entry, host), problem('egress-refused'));

  for (const [entry, host] of [
    ['db.test', 'db.test'],
    ['DB.test:PORT', 'db.test'],
    ['db.test', 'a.db.test'],
    ['*.db.test', 'a.db.test'],
    ['*:1-65535', 'db.test'],
    ['127.0.0.0/8', 'db.test'],
    ['127.0.0.0/8:PORT', '127.0.0.1'],
    ['[127.0.0.1]:PORT', 'db.test'],
  ] as const) {
    it(`${entry} opens ${host}`, () => reaches(entry, host));
  }

  for (const [entry, host] of [
    ['db.test:1', 'db.test'],
    ['*.db.test', 'db.test'],
    ['b.test', 'db.test'],
    ['10.0.0.0/8', 'db.test'],
    ['127.0.0.0/8:1-2', 'db.test'],
    ['::/0', 'db.test'],
    ['127.0.0.1', 'two.test'],
  ] as const) {
    it(`${entry} closes ${host}`, () => closes(entry, host));
  }

  it('that is empty closes everything', () => closes([], 'db.test'));

  it('that nobody can read closes everything', async () => {
    for (const wrong of ['http://db.test', 'db.test:x', '10.0.0.0/99', '', 'db test', '[db.test'])
      assert.throws(() => open({ reach: ['*', wrong] }), problem('egress-refused'), wrong);
  });

  it('is asked before a name is looked up, and after redirects', async () => {
    const asking = names({ 'db.test': ['127.0.0.1'] });
    const server = await httpServer((request, response) => {
      const away = `http://127.0.0.1:${server.port}/`;
      if (request.url === '/away') response.writeHead(302, { location: away });
      response.end('here');
    });
    const egress = open({ lookup: asking, reach: ['db.test'] });
    const url = `http://db.test:${server.port}/`;
    assert.equal(await (await egress.fetch(url)).text(), 'here');
    await assert.rejects(egress.fetch(`${url}away`), problem('egress-refused'));
    await assert.rejects(egress.fetch('http://other.test/'), problem('egress-refused'));
    assert.ok(!asking.asked.includes('other.test'));
  });

  it('opens nothing that the installation or the binding closes', async () => {
    const egress = open({ lookup, reach: ['*', '0.0.0.0/0'], origin: 'pattern' });
    await assert.rejects(egress.connect({ host: 'db.test', port: 80 }), problem('egress-refused'));
    const denying = open({ lookup, reach: ['*'], policy: { ...policy, deny: ['db.test'] } });
    await assert.rejects(denying.connect({ host: 'db.test', port: 80 }), problem('egress-refused'));
    const bound = open({ lookup, reach: ['*'], bound: [{ host: 'db.test', port: 81 }] });
    await assert.rejects(bound.connect({ host: 'db.test', port: 80 }), problem('egress-refused'));
  });
});

describe('the limit of received bytes', () => {
  it('cuts every socket, also a plain one that nobody reads through fetch', async () => {
    const flood = await tcpServer((socket) => {
      const more = (): void => {
        while (!socket.destroyed && socket.write('x'.repeat(65_536))) continue;
      };
      socket.on('drain', more);
      more();
    });
    const egress = open({ maxReceivedBytes: 1_000_000 });
    const socket = await egress.connect({ host: '127.0.0.1', port: flood.port });
    const quiet = await egress.connect({ host: '127.0.0.1', port: (await tcpServer(() => undefined)).port });
    const failed = new Promise((resolve) => socket.once('error', resolve));
    let bytes = 0;
    socket.on('data', (chunk: Buffer) => void (bytes += chunk.length));
    assert.ok(problem('egress-limit-exceeded')(await failed));
    assert.ok(bytes < 100_000_000, String(bytes));
    assert.ok(quiet.destroyed);
  });

  it('counts small answers on many sockets together', async () => {
    const server = await tcpServer((socket) => socket.end('x'.repeat(400)));
    const egress = open({ maxReceivedBytes: 1_000 });
    const read = async (): Promise<void> => {
      const socket = await egress.connect(server);
      for await (const _ of socket) continue;
    };
    await assert.rejects(async () => {
      for (let round = 0; round < 4; round += 1) await read();
    }, problem('egress-limit-exceeded'));
  });
});
