import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shapeOf, trimSlashes } from './hook-path.js';
import { HookTable } from './hook-table.js';
import type { WebhookRow } from './webhook.table.js';

const hook = (path: string, method = 'POST'): WebhookRow => ({
  ...{
    id: path,
    environment: 'development',
    method,
    path,
    projectId: 'p',
    patternId: 'p',
    patternVersion: 1,
  },
  ...{ nodeId: 'hook', respond: 'immediately', options: null, activatedBy: null },
});

describe('The table of live webhooks', () => {
  const table = new HookTable();
  table.load([hook('orders/:id'), hook('orders/new'), hook(':__proto__/x/:constructor')]);
  const find = (path: string, environment = 'development', method = 'POST') =>
    table.find(environment, method, path);

  it('finds by environment, method and path', () => {
    assert.equal(find('orders/new')?.hook.path, 'orders/new');
    assert.equal(find('orders/new', 'production'), undefined);
    assert.equal(find('orders/new', 'development', 'GET'), undefined);
    assert.equal(find('orders'), undefined);
  });

  it('gives the values of parameters, which are never empty', () => {
    assert.deepEqual(find('orders/7')?.params, { id: '7' });
    assert.equal(find('orders/'), undefined);
    assert.equal(find('orders/7/more'), undefined);
  });

  it('keeps names that mean something to objects as data', () => {
    const params = find('a/x/b')?.params ?? {};
    assert.deepEqual(Object.entries(params), [
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
    assert.equal(Object.getPrototypeOf(params), Object.prototype);
  });
});

describe('Paths of webhooks', () => {
  it('lose the slashes at their ends, in no time however many there are', () => {
    assert.equal(trimSlashes('//a/b/'), 'a/b');
    assert.equal(trimSlashes('///'), '');
    const began = performance.now();
    trimSlashes(`a${'/'.repeat(500_000)}b`);
    // A pattern that tries at every slash takes minutes.
    assert.ok(performance.now() - began < 10_000);
  });

  it('have one shape when they answer the same requests', () => {
    assert.equal(shapeOf('orders/:id/x'), shapeOf('orders/:number/x'));
    assert.notEqual(shapeOf('orders/:id'), shapeOf('orders/id'));
  });
});
