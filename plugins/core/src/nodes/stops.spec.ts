import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runNode } from '@patchbay/plugin-testing';
import { noOperation } from './no-operation.js';
import { stopAndError } from './stop-and-error.js';
import { wait } from './wait.js';

describe('Wait', () => {
  const items = [{ n: 1 }];
  const timed = async (parameters: Record<string, unknown>, signal?: AbortSignal) => {
    const start = performance.now();
    const result = await runNode(wait, { parameters, items, ...(signal ? { signal } : {}) });
    return { ...result, ms: performance.now() - start };
  };

  it('passes its items on after an interval', async () => {
    const { outputs, ms } = await timed({ amount: 0.2 });
    assert.deepEqual(outputs.main, items);
    assert.ok(ms >= 195, `it took ${ms} ms`);
  });

  it('waits until a time, but not for one that is over', async () => {
    const time = Date.now() + 300;
    await timed({ resume: 'specificTime', dateTime: new Date(time).toISOString() });
    assert.ok(Date.now() >= time);
    const past = await timed({ resume: 'specificTime', dateTime: '2001-01-01T00:00' });
    assert.deepEqual(past.outputs.main, items);
  });

  it('ends at once when the run is canceled', async () => {
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 50);
    const { status, ms } = await timed({ amount: 1, unit: 'hours' }, cancel.signal);
    assert.equal(status, 'canceled');
    assert.ok(ms < 60_000, `it took ${ms} ms`);
  });

  it('refuses what is too long, negative or no date', async () => {
    for (const parameters of [
      { amount: 61, unit: 'minutes' },
      { amount: '={{ -1 }}' },
      { resume: 'specificTime', dateTime: '2999-01-01' },
      { resume: 'specificTime', dateTime: 'tomorrow' },
    ]) {
      assert.equal((await timed(parameters)).error?.code, 'parameter-invalid', JSON.stringify(parameters));
    }
  });
});

describe('Stop And Error', () => {
  const run = async (parameters: Record<string, unknown>) =>
    (await runNode(stopAndError, { parameters, items: [{ id: 7 }] })).error;

  it('fails the run with the message', async () => {
    const error = await run({ errorMessage: '=Order {{ $json.id }} has no address' });
    assert.deepEqual([error?.code, error?.detail], ['step-failed', 'Order 7 has no address']);
  });

  it('takes the message out of an object, or shows all of it', async () => {
    const of = async (errorObject: unknown) => (await run({ errorType: 'errorObject', errorObject }))?.detail;
    assert.equal(await of({ code: 4, message: 'Too late' }), 'Too late');
    assert.equal(await of('{"error":"Gone"}'), 'Gone');
    assert.equal(await of({ code: 4 }), '{"code":4}');
  });

  it('says what is missing', async () => {
    assert.equal((await run({}))?.code, 'parameter-invalid');
    assert.equal((await run({ errorType: 'errorObject', errorObject: 'text' }))?.code, 'parameter-invalid');
  });
});

describe('No Operation', () => {
  it('passes its items on', async () => {
    assert.deepEqual((await runNode(noOperation, { items: [{ a: 1 }, {}] })).outputs.main, [{ a: 1 }, {}]);
  });
});
