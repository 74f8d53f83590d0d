import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPatchbayError } from '@patchbay/plugin-sdk';
import { slackWebhook } from './slack/connector.js';
import { canary, open, type OpenSink } from './spec/connection.js';
import { hostile } from './spec/hostile.js';
import { watchMemory } from './spec/memory.js';
import { rawServer, receiver } from './spec/server.js';
import { webhook } from './webhook/connector.js';

const sinks: Readonly<Record<string, (url: string) => Promise<OpenSink>>> = {
  webhook: (url) => open(webhook, { url, authType: 'bearer', authSecret: canary }),
  'Slack webhook': (url) => open(slackWebhook, { webhookUrl: `${url}/services/${canary}` }),
};
const expected = ['connect-timeout', 'connect-protocol', 'connect-unreachable', 'egress-limit-exceeded'];

describe(
  'the test is over within ten seconds, without success and in little memory, when a server',
  { concurrency: true },
  () => {
    for (const [what, handler] of Object.entries(hostile)) {
      for (const [kind, openSink] of Object.entries(sinks)) {
        it(`${what} (${kind})`, async () => {
          const { test } = await openSink(await rawServer(handler));
          const [start, grownBy] = [performance.now(), watchMemory()];
          await assert.rejects(test(), (error) => {
            assert.ok(isPatchbayError(error) && expected.includes(error.code), String(error));
            return !error.message.includes(canary);
          });
          assert.ok(performance.now() - start < 10_000);
          assert.ok(grownBy() < 100_000_000, 'it filled the memory');
        });
      }
    }

    it('redirects without end', async () => {
      for (const openSink of Object.values(sinks)) {
        const { url, received } = await receiver(
          (response) => void response.writeHead(302, { location: '/again' }).end(),
        );
        const result = await (await openSink(url)).test();
        assert.equal(result && !result.ok && result.outcome, 'protocol');
        assert.equal(received.length, 1);
      }
    });
  },
);
