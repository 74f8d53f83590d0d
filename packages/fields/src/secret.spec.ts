import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { MASK, Secret } from './index.js';

describe('Secret', () => {
  const secret = new Secret('hunter2-canary');

  it('gives its value only to reveal()', () => {
    assert.equal(secret.reveal(), 'hunter2-canary');
    assert.equal(MASK, '••••••••');
    assert.equal(/^\u2022{8}$/.test(MASK), true);
  });

  it('shows the mask wherever it is printed', () => {
    const careless = secret as unknown as string;
    const shown = [
      String(secret),
      `=${careless}`.slice(1),
      ['a', careless].join('').slice(1),
      inspect(secret),
    ];
    assert.deepEqual(new Set(shown), new Set([MASK]));
    assert.equal(JSON.stringify({ secret }), `{"secret":"${MASK}"}`);
  });

  it('leaks nothing to inspection, cloning, spreading or an error message', () => {
    const traces = [
      inspect({ deep: [secret] }, { showHidden: true, depth: 9, customInspect: false, getters: true }),
      JSON.stringify(structuredClone(secret)),
      JSON.stringify(Object.assign({}, secret)),
      JSON.stringify(Object.entries(Object.getOwnPropertyDescriptors(secret))),
      String(new Error(`failed with ${String(secret)}`)),
    ];
    for (const trace of traces) assert.equal(trace.includes('hunter2'), false, trace);
  });
});
