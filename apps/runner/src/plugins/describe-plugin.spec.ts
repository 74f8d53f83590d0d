import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { definePlugin, mainPin, type Pin } from '@patchbay/plugin-sdk';
import { describePlugin } from './describe-plugin.js';

const pinsWith = (more: object) => {
  const node = { type: 'n', version: 1, displayName: 'N', description: 'N', group: 'flow' } as const;
  const outputs: Pin[] = [{ ...mainPin, ...more }];
  const plugin = definePlugin({
    name: 'p',
    displayName: 'P',
    nodes: [{ ...node, parameters: {}, inputs: [], outputs, execute: () => [] }],
  });
  return describePlugin(plugin).nodes[0]?.outputs;
};

describe('the description of a plugin', () => {
  it('says which values have the canvas draw a pin, and where its name stands', () => {
    const pin = {
      displayOptions: { show: { fallback: ['extra'] }, hide: { count: [1, true] } },
      nameFrom: 'fallbackName',
    };
    assert.deepEqual(pinsWith(pin), [{ ...mainPin, ...pin }]);
  });

  it('refuses pins whose options are of another form', () => {
    for (const wrong of [
      { displayOptions: 'all' },
      { displayOptions: { show: { fallback: 'extra' } } },
      { displayOptions: { show: { fallback: [{ _cnd: { regex: '(a+)+$' } }] } } },
      { displayOptions: { hide: { count: Array.from({ length: 51 }, (_, index) => index) } } },
      { nameFrom: ['a'] },
      { nameFrom: 'a'.repeat(101) },
    ])
      assert.throws(() => pinsWith(wrong), { code: 'plugin-invalid' }, JSON.stringify(wrong));
  });
});
