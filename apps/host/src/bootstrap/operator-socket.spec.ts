import assert from 'node:assert/strict';
import { request } from 'node:http';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSpecHost, type SpecHost } from '../spec/host.js';

describe("The operator's socket", () => {
  let host: SpecHost;
  let path = '';
  before(async () => {
    host = await startSpecHost();
    path = join(host.home, 'data/state/operator.sock');
    while (statSync(path, { throwIfNoEntry: false }) === undefined) await sleep(20);
  });

  it('lets the owner of the data act without a login, and nobody else reach it', async () => {
    const me = (await ask(path, '/api/auth/me')) as { project: { role: string } };
    assert.equal(me.project.role, 'admin');
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.equal(statSync(join(host.home, 'data/state')).mode & 0o777, 0o700);
  });

  it('gives a wrong token no more than the port would', async () => {
    const problem = (await ask(path, '/api/auth/me', { authorization: 'Bearer made-up' })) as {
      code: string;
    };
    assert.equal(problem.code, 'unauthenticated');
  });
});

function ask(socketPath: string, path: string, headers: Record<string, string> = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, path, headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve(JSON.parse(text)));
    });
    sent.on('error', reject).end();
  });
}
