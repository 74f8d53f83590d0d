import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FastifyRequest } from 'fastify';
import { hostNameCheck } from './host-name.js';

const asked = (hostname: string, url = '/api/setup') => ({ hostname, url }) as FastifyRequest;

describe('The name in a request', () => {
  const check = hostNameCheck({ host: '127.0.0.1', webUrl: 'https://patchbay.example.org/x' });

  it("is refused on a local Patchbay when it is somebody else's", () => {
    for (const name of ['evil.example', '127.0.0.1.evil.example', ''])
      assert.throws(() => check(asked(name)), /PATCHBAY_WEB_URL/, name);
  });

  it('may be local, that of the web application, or anything for a webhook', () => {
    for (const name of ['localhost', '127.0.0.1', '[::1]', 'patchbay.example.org']) check(asked(name));
    check(asked('evil.example', '/hooks/development/x'));
  });

  it('may be anything where Patchbay listens to the network', () => {
    hostNameCheck({ host: '0.0.0.0', webUrl: undefined })(asked('anything.example'));
  });
});
