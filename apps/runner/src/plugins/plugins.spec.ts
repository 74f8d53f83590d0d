import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { PluginSource } from '@patchbay/protocol';
import { Plugins } from './plugins.js';

const loaded = globalThis as { loadedPlugins?: string[] };

describe('plugins', () => {
  const root = mkdtempSync(join(tmpdir(), 'patchbay-plugins-'));
  after(() => {
    rmSync(root, { recursive: true });
  });

  function plugin(name: string, connector: string, known = true): PluginSource {
    const entry = join(root, `${name}-${Math.random()}.mjs`);
    const definition = `{ name: '${name}', displayName: '${name}', nodes: [{ type: 'do' }],
      connectors: [{ type: '${connector}', displayName: '${name}', aliases: ['${connector}_old'] }] }`;
    writeFileSync(entry, `(globalThis.loadedPlugins ??= []).push('${name}'); export default ${definition};`);
    const provides = { name, connectorTypes: [connector, `${connector}_old`] };
    return { packageName: name, packageVersion: '1', entry, ...(known ? { provides } : {}) };
  }

  it('are imported for a type of their own, once, and the others are not', async () => {
    loaded.loadedPlugins = [];
    const plugins = new Plugins();
    plugins.set([plugin('a', 'x'), plugin('b', 'y')]);
    await plugins.needNodes(['b.do', 'b.do', 'c.none']);
    await plugins.needConnector('y_old');
    assert.deepEqual(loaded.loadedPlugins, ['b']);
    assert.ok(plugins.node('b.do') && plugins.connector('y'));
    assert.equal(plugins.node('a.do'), undefined);
  });

  it('that were never described are all looked into', async () => {
    loaded.loadedPlugins = [];
    const plugins = new Plugins();
    plugins.set([plugin('a', 'x', false), plugin('b', 'y', false)]);
    await plugins.needConnector('y');
    assert.ok(plugins.connector('y'));
    assert.deepEqual(loaded.loadedPlugins.sort(), ['a', 'b']);
  });

  it('cannot take over a type that another one brought first', async () => {
    const plugins = new Plugins();
    const [first, second] = [plugin('first', 'z'), plugin('second', 'z')];
    await plugins.load(first);
    await plugins.load(second);
    assert.equal(plugins.connector('z')?.displayName, 'first');
  });
});
