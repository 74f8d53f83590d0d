import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, describe, it } from 'node:test';
import {
  type AnyConnector,
  defineConnector,
  defineNode,
  field,
  mainPin,
  PatchbayError,
} from '@patchbay/plugin-sdk';
import { checkDescription, checkDistinctNames } from './description.js';
import { checkFields, checkSecrets } from './fields.js';
import { checkIcon } from './icon.js';
import { checkLazyLoading } from './lazy-loading.js';
import { checkLeftovers } from './leftovers.js';
import { checkUnreachable } from './unreachable.js';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">';
const base = {
  displayName: 'Sample',
  description: 'A sample',
  category: 'other',
  open: () => ({}),
  test: () => Promise.resolve(),
} as const;
const sample: AnyConnector = defineConnector({
  ...base,
  type: 'sample',
  fields: { password: field.secret({ displayName: 'Password' }) },
});
const plugin = (connectors: AnyConnector[]) => ({ name: 'sample', displayName: 'Sample', connectors });

describe('the contract of plugins', () => {
  it('wants texts, names and plain JSON', () => {
    checkDescription(plugin([sample]));
    for (const wrong of [
      { displayName: '' },
      { type: 'Not Lower' },
      { aliases: ['x y'] },
      { documentationUrl: new Date(0) },
    ]) {
      assert.throws(
        () => checkDescription(plugin([{ ...sample, ...wrong } as AnyConnector])),
        assert.AssertionError,
      );
    }
  });

  it('wants each name once', () => {
    assert.throws(() =>
      checkDistinctNames(plugin([sample, { ...sample, type: 'other', aliases: ['sample'] }])),
    );
    const node = defineNode({
      type: 'n',
      version: 1,
      displayName: 'N',
      description: 'N',
      group: 'action',
      parameters: {},
      inputs: [mainPin],
      outputs: [],
      execute: () => [],
    });
    assert.throws(() => checkDistinctNames({ name: 'x', displayName: 'X', nodes: [node, node] }));
  });

  it('wants icons that are drawings', () => {
    checkIcon(`${svg}<path d="M0 0"/></svg>`);
    const bad = [
      '<script>alert(1)</script>',
      '<path onload="x"/>',
      '<image href="http://x"/>',
      '<rect fill="url(http://x)"/>',
      '<use xlink:href="#a"/>',
      '<!ENTITY a "b">',
    ];
    for (const part of bad)
      assert.throws(() => checkIcon(`${svg}${part}</svg>`), assert.AssertionError, part);
    assert.throws(() => checkIcon(undefined));
    assert.throws(() => checkIcon('https://example.com/icon.svg'));
  });

  it('wants defaults that fit and no secret among them', () => {
    assert.throws(() => checkFields({ n: field.number({ displayName: 'N', default: 5, max: 3 }) }));
    assert.throws(() => checkSecrets({ token: field.secret({ displayName: 'Token', default: 'built-in' }) }));
  });
});

describe('the contract of running connectors', () => {
  const directory = mkdtempSync(join(tmpdir(), 'patchbay-contract-'));
  after(() => rmSync(directory, { recursive: true }));

  it('wants drivers to load late', async () => {
    const entry = join(directory, 'index.mjs');
    writeFileSync(entry, `import 'node:fs'; export const open = () => import('typescript');`);
    await checkLazyLoading(pathToFileURL(entry));
    writeFileSync(join(directory, 'client.mjs'), `import 'data:text/javascript,0';`);
    writeFileSync(entry, `import './client.mjs';`);
    await assert.rejects(checkLazyLoading(pathToFileURL(entry)), assert.AssertionError);
  });

  it('wants a closed client to leave nothing open', async () => {
    const timers: NodeJS.Timeout[] = [];
    const leaking = { ...sample, open: () => void timers.push(setInterval(() => undefined, 1_000)) };
    await assert.rejects(checkLeftovers(leaking, { working: () => ({}) }), /still open/u);
    timers.forEach((timer) => clearInterval(timer));
    await checkLeftovers(sample, { working: () => ({}) });
    await assert.rejects(checkLeftovers(sample, {}), /needs a configuration/u);
  });

  it('wants “unreachable” for what cannot be reached, without the secrets', async () => {
    const config = () => ({ password: 'canary-4711' });
    const failing = (detail: string): AnyConnector => ({
      ...sample,
      test: () => Promise.reject(new PatchbayError('connect-unreachable', detail)),
    });
    await checkUnreachable(failing('Nothing listens there'), config);
    await assert.rejects(checkUnreachable(sample, config), assert.AssertionError);
  });
});
