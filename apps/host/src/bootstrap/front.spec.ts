import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openFront } from './front.js';

describe('The front', () => {
  it('answers that it lives, and everything else that it is not ready, before the application is there', async () => {
    const front = await openFront({ host: '127.0.0.1', port: 0 });
    after(() => front.server.close());
    assert.equal((await fetch(`${front.url}/api/health/live`)).status, 200);
    const early = await fetch(`${front.url}/api/connections`);
    assert.equal(early.status, 503);
    assert.equal(early.headers.get('content-type'), 'application/problem+json');
    assert.equal(((await early.json()) as { code: string }).code, 'not-ready');
    front.adopt((_request, response) => response.end('adopted'));
    assert.equal(await (await fetch(front.url)).text(), 'adopted');
  });

  it('says which port is taken', async () => {
    const front = await openFront({ host: '127.0.0.1', port: 0 });
    after(() => front.server.close());
    await assert.rejects(
      openFront({ host: '127.0.0.1', port: front.port }),
      /is taken. Choose another by PATCHBAY_PORT/,
    );
  });
});
