import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startSeparated } from './network-mode.js';

describe('starting the first runner without a network', () => {
  it('is tried once more before it counts as impossible', async () => {
    const tried: boolean[] = [];
    const report = await startSeparated('namespaces', 'auto', (separated) => {
      tried.push(separated);
      return tried.length === 1 ? Promise.reject(new Error('The machine was busy.')) : Promise.resolve();
    });
    assert.deepEqual(tried, [true, true]);
    assert.equal(report.separated, true);
  });

  it('is given up where it never works, with the reason', async () => {
    const tried: boolean[] = [];
    const report = await startSeparated('namespaces', 'auto', (separated) => {
      tried.push(separated);
      return separated ? Promise.reject(new Error('No network namespaces.')) : Promise.resolve();
    });
    assert.deepEqual(tried, [true, true, false]);
    assert.equal(report.separated, false);
    assert.match(report.description, /No network namespaces\./);
  });
});
