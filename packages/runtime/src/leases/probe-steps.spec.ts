import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defineNode, field, PatchbayError } from '@patchbay/plugin-sdk';
import { echoConnector, type EchoClient, type Journal, sendNode } from '../spec/connector.js';
import { catalogOf, noBroker, runtimeOf } from '../spec/kit.js';

const secret = 'hunter2-correct-horse';

/** Its probe does what its parameter says. */
const probedNode = defineNode({
  type: 'probed',
  version: 1,
  displayName: 'Probed',
  description: 'Probed',
  group: 'action',
  parameters: {
    does: field.text({ displayName: 'Does', default: 'pass' }),
    query: field.multiline({ displayName: 'Query', language: 'sql' }),
  },
  inputs: [],
  outputs: [],
  connections: { channel: { accepts: { capability: 'messaging' }, required: true } },
  async probe({ connections, parameters }) {
    const client = connections.channel.client as EchoClient;
    if (parameters.does === 'fail') throw new PatchbayError('sql-failed', client.echo('The server'));
    if (parameters.does === 'hang') await new Promise(() => undefined);
    if (parameters.does === 'say') return client.echo('Nobody knows, the server');
    if (parameters.does === 'wrong') throw new PatchbayError('parameter-invalid', 'No such parameter.');
    if (parameters.does === 'bind') return JSON.stringify(parameters.query?.values);
    return undefined;
  },
  execute: () => [],
});

describe('a probe of steps', () => {
  const journal: Journal = { opened: [], closed: 0 };
  const catalog = catalogOf([probedNode, sendNode], [echoConnector(journal)]);
  const runtime = runtimeOf({ broker: noBroker, catalog });
  const probe = async (does: string | string[], deadlineMs = 10_000, more: object = {}) => {
    const connection = {
      connectorType: 'echo',
      config: { host: 'echo.example', password: secret },
      pool: { poolSize: 1, maxOverflow: 0, poolRecycle: 60 },
    };
    const steps = [does].flat().map((each) => ({
      nodeType: each === 'unknown' || each === 'send' ? `spec.${each}` : 'spec.probed',
      parameters: { does: each, ...more },
    }));
    const asked = await runtime.probe(connection, {
      steps,
      signal: new AbortController().signal,
      deadlineMs,
    });
    return asked.map(({ outcome, message = '' }) => [outcome, message] as const);
  };

  it('says of each what its node says, by one client, and no secret', async () => {
    const before = journal.opened.length;
    const answers = await probe(['pass', 'fail', 'say', 'wrong', 'send', 'unknown']);
    assert.deepEqual(
      answers.map(([outcome]) => outcome),
      ['passed', 'failed', 'notProbed', 'notProbed', 'notProbed', 'notProbed'],
    );
    assert.match(answers[1]?.[1] ?? '', /^The server said/u);
    assert.ok(!JSON.stringify(answers).includes(secret), JSON.stringify(answers));
    assert.match(answers[4]?.[1] ?? '', /no probe/u);
    assert.equal(journal.opened.length, before + 1);
  });

  it('asks nothing of a step that expressions decide, but for what they bind to a statement', async () => {
    assert.match((await probe('={{ $json.does }}'))[0]?.[1] ?? '', /depends on the items/u);
    const bound = await probe('bind', 10_000, { query: '=SELECT {{ $json.a }} + {{ $json.b }}' });
    assert.deepEqual(bound, [['notProbed', '[null,null]']]);
  });

  it('gives up on one that hangs, and on those for which no time is left', async () => {
    const noTime = 'There was no time left to try it.';
    const late = ['notProbed', noTime];
    assert.deepEqual(await probe(['hang', 'pass'], 50), [late, late]);
    assert.deepEqual(await probe(['hang', 'pass'], 60_000), [late, ['passed', '']]);
  });
});
