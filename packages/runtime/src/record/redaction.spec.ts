import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { echoConnector, sendNode, SpecBroker, type Stored } from '../spec/connector.js';
import { catalogOf, graph, node, run, runtimeOf } from '../spec/kit.js';
import type { RuntimeOptions } from '../types.js';

const secret = 'hunter2-correct-horse';
const config = { host: 'echo.example', port: 9, password: secret };
const send = (parameters = {}) =>
  graph([node('send', 'send', parameters, { connections: { channel: 'c1' } })], ['start>send']);

function setUp({
  stored = { c1: { version: 1, config } },
  runtime = {},
}: { stored?: Record<string, Stored>; runtime?: Partial<RuntimeOptions> } = {}) {
  const connector = echoConnector({ opened: [], closed: 0 });
  return {
    runtime: runtimeOf({
      broker: new SpecBroker(stored),
      catalog: catalogOf([sendNode], [connector]),
      ...runtime,
    }),
  };
}

describe('redaction of a run', () => {
  const leaks = (outcome: unknown) => JSON.stringify(outcome).includes(secret);

  it('removes leased secrets from outputs, logs and replies, also when the client was open before', async () => {
    const { runtime } = setUp();
    for (let round = 0; round < 2; round++) {
      const outcome = await run(runtime, send(), [{}], {
        trigger: { nodeId: 'start', items: [{ json: {} }], respond: 'byNode' },
      });
      assert.deepEqual(outcome.json('send'), [{ id: 'hello said [redacted]' }]);
      assert.deepEqual(outcome.steps.at(-1)?.logs, [
        { level: 'info', message: 'sent hello said [redacted]' },
      ]);
      assert.deepEqual(outcome.replies, [{ status: 200, body: { id: 'hello said [redacted]' } }]);
      assert.equal(leaks([outcome.steps, outcome.replies, outcome.announced]), false);
    }
  });

  it('removes them from errors, of which only message and code are kept', async () => {
    const { runtime } = setUp();
    const { result, steps } = await run(runtime, send({ body: 'fail' }));
    assert.deepEqual(result.error, {
      code: 'step-failed',
      title: 'The step failed',
      detail: 'cannot said [redacted]',
      nodeId: 'send',
      nodeName: 'send',
    });
    assert.equal(leaks([result, steps]), false);
    const passed = await run(
      runtime,
      graph(
        [
          node(
            'send',
            'send',
            { body: 'fail' },
            { connections: { channel: 'c1' }, settings: { onError: 'continue' } },
          ),
          node('next', 'set', { json: { got: '={{ $json.error.message }}' } }),
        ],
        ['start>send', 'send>next'],
      ),
    );
    assert.deepEqual(passed.json('next'), [{ got: 'cannot said [redacted]' }]);
  });

  it('removes them before anything is cut', async () => {
    const filler = 'x'.repeat(40);
    const { runtime } = setUp({ runtime: { limits: { recordedItems: 5, recordedBytes: 90 } } });
    const { steps } = await run(runtime, send({ body: filler }));
    assert.equal(steps.at(-1)?.truncated, true);
    assert.equal(JSON.stringify(steps).includes(secret.slice(0, 6)), false);
  });

  it('knows the secrets of all connections of a run at once', async () => {
    const longer = `${secret}-and-more-of-it`;
    const { runtime } = setUp({
      stored: { c1: { version: 1, config }, c2: { version: 1, config: { ...config, password: longer } } },
    });
    const pattern = graph(
      [
        node('a', 'send', {}, { connections: { channel: 'c1' } }),
        node('b', 'send', {}, { connections: { channel: 'c2' } }),
      ],
      ['start>a', 'a>b'],
    );
    const outcome = await run(runtime, pattern);
    assert.deepEqual(outcome.json('b'), [{ id: 'hello said [redacted]' }]);
  });
});
