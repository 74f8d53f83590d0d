import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPatchbayError, type PatchbayError } from '@patchbay/errors';
import {
  applySecretPlan,
  field,
  MASK,
  mergeConfig,
  splitConfig,
  validatePlan,
  type JsonObject,
  type MergePlan,
} from './index.js';

const name = { displayName: 'X' };
const fields = {
  host: field.text({ ...name, required: true, identity: true, destination: true }),
  port: field.port({ ...name, default: 5432, destination: true }),
  user: field.text(name),
  password: field.secret({ ...name, required: true }),
  endpointFile: field.fileContent({ ...name, destination: true }),
  headers: field.headers(name),
  more: field.collection({
    ...name,
    fields: { proxy: field.text({ ...name, destination: true }), key: field.secret(name) },
  }),
  rows: field.fixedCollection({
    ...name,
    groups: { row: { displayName: 'Row', fields: { name: field.text(name), key: field.secret(name) } } },
  }),
};
const values: JsonObject = {
  host: 'db',
  user: 'u',
  password: 'old',
  headers: { 'X-Api-Key': 'h' },
  more: { key: 'k' },
  rows: {
    row: [
      { name: 'a', key: '1' },
      { name: 'b', key: '2' },
    ],
  },
};
const stored = splitConfig(fields, values);
const merge = (patch: unknown, enforceReentry = true): MergePlan =>
  mergeConfig({ fields, stored, patch, enforceReentry });

function problemOf(run: () => unknown): PatchbayError {
  try {
    run();
  } catch (error) {
    if (isPatchbayError(error)) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: 'nothing was refused' });
}

describe('mergeConfig', () => {
  it('keeps everything that is absent', () => {
    const plan = merge({});
    assert.deepEqual(plan.config, stored.config);
    assert.deepEqual(plan.secrets, { set: {}, clear: [], keep: stored.secretKeys });
    assert.deepEqual([plan.changedDestination, plan.changedIdentity], [[], []]);
  });

  it('clears on null, a whole header map too', () => {
    const plan = merge({ password: null, headers: null, user: null });
    assert.deepEqual(plan.secrets.clear, ['/password', '/headers/X-Api-Key']);
    assert.equal('user' in plan.config || 'headers' in plan.config, false);
    assert.deepEqual(plan.secretKeys, ['/more/key', '/rows/row/0/key', '/rows/row/1/key']);
  });

  for (let length = 0; length <= 16; length += 1) {
    it(`takes ${String(length)} bullets as ${length === 8 ? 'keep' : 'the exact value'}`, () => {
      const plan = merge({ password: '•'.repeat(length) });
      assert.deepEqual(plan.secrets.set, length === 8 ? {} : { '/password': '•'.repeat(length) });
      assert.equal(plan.secrets.keep.includes('/password'), length === 8);
    });
  }

  it('takes any other text exactly: untrimmed, not normalised, with NUL', () => {
    for (const text of [' pw ', 'e\u0301', '\u00e9', 'a\0b', ` ${MASK}`, '********', '●●●●●●●●', '']) {
      assert.deepEqual(merge({ password: text }).secrets.set, { '/password': text });
    }
  });

  it('takes {"$value"} as exactly that, the mask included', () => {
    assert.deepEqual(merge({ password: { $value: MASK } }).secrets.set, { '/password': MASK });
    assert.deepEqual(merge({ user: { $value: MASK } }).config['user'], MASK);
    assert.deepEqual(merge({ headers: { 'X-Api-Key': { $value: MASK } } }).secrets.set, {
      '/headers/X-Api-Key': MASK,
    });
    const two = { $value: 'a', other: 1 };
    assert.deepEqual(merge({ endpointFile: two }, false).secrets.set, { '/endpointFile': two });
  });

  it('refuses the mask where no secret is stored, naming every place', () => {
    const problem = problemOf(() =>
      merge({ endpointFile: MASK, user: MASK, headers: { 'X-New': MASK }, more: { proxy: MASK } }),
    );
    assert.equal(problem.code, 'secret-not-set');
    assert.deepEqual(
      problem.errors?.map(({ pointer }) => pointer),
      ['/endpointFile', '/user', '/headers/X-New', '/more/proxy'],
    );
  });

  it('refuses a body that is no object, and keys that reach the prototype', () => {
    for (const body of [null, [], 'x', new Map(), 7])
      assert.equal(problemOf(() => merge(body)).code, 'validation-failed');
    const bad = JSON.parse(
      '{"__proto__":{},"headers":{"constructor":"x"},"rows":{"prototype":[]}}',
    ) as unknown;
    assert.deepEqual(
      problemOf(() => merge(bad)).errors?.map(({ pointer }) => pointer),
      ['/__proto__', '/headers/constructor', '/rows/prototype'],
    );
  });

  it('merges header maps name by name, without regard to case', () => {
    assert.deepEqual(
      merge({ headers: { 'x-api-key': 'new' } }).secretKeys.filter((key) => key.startsWith('/headers')),
      ['/headers/x-api-key'],
    );
    assert.deepEqual(
      merge({ headers: { 'x-api-key': MASK } }).secrets.keep.includes('/headers/X-Api-Key'),
      true,
    );
    assert.deepEqual(merge({ headers: { 'X-Two': '2' } }).secrets.keep.includes('/headers/X-Api-Key'), true);
    assert.deepEqual(merge({ headers: { 'X-Api-Key': null } }).secrets.clear, ['/headers/X-Api-Key']);
  });

  it('merges collections and applies to the opened secrets', () => {
    const plan = merge({ more: { key: 'new' }, rows: { row: [{ name: 'a', key: MASK }] } });
    assert.deepEqual(applySecretPlan(stored.secrets, plan.secrets), {
      password: 'old',
      headers: { 'X-Api-Key': 'h' },
      more: { key: 'new' },
      rows: { row: { '0': { key: '1' } } },
    });
    assert.deepEqual(plan.config['rows'], { row: [{ name: 'a' }] });
  });

  it('never hands the secret of one row to another', () => {
    const problem = problemOf(() => merge({ rows: { row: [{ name: 'b', key: MASK }] } }));
    assert.equal(problem.code, 'secret-reentry-required');
    assert.deepEqual(
      problem.errors?.map(({ pointer }) => pointer),
      ['/rows/row/0/key'],
    );
    assert.deepEqual(merge({ rows: { row: [{ name: 'a' }] } }).secrets.clear, [
      '/rows/row/0/key',
      '/rows/row/1/key',
    ]);
  });

  it('moves a stored plain value that has become secret to the sealed part', () => {
    const plan = mergeConfig({
      fields,
      stored: { config: { host: 'db', password: 'p' }, secretKeys: [] },
      patch: { password: MASK },
    });
    assert.deepEqual([plan.config, plan.secrets.set], [{ host: 'db' }, { '/password': 'p' }]);
  });

  it('counts kept secrets as present when the result is validated', () => {
    assert.deepEqual(validatePlan(fields, merge({ user: 'v' })), []);
    assert.deepEqual(validatePlan(fields, merge({ password: null }), { basePointer: '/config' }), [
      { pointer: '/config/password', detail: 'is required' },
    ]);
  });
});

describe('keeping a secret while a destination changes', () => {
  const refused: [what: string, patch: JsonObject, changed: string[]][] = [
    ['an absent secret', { host: 'evil' }, ['/host']],
    ['an explicit mask', { host: 'evil', password: MASK }, ['/host']],
    ['one of several secrets', { host: 'evil', password: 'new' }, ['/host']],
    ['a value that overrides a default', { port: 5433 }, ['/port']],
    ['a cleared destination', { host: null }, ['/host']],
    ['a nested destination', { more: { proxy: 'http://evil' } }, ['/more/proxy']],
    ['a destination that is itself secret', { endpointFile: 'x' }, ['/endpointFile']],
    ['a destination that is put away as secret', { host: 'https://user:evil/x@h' }, ['/host']],
  ];
  for (const [what, patch, changed] of refused) {
    it(`is refused: ${what}`, () => {
      const problem = problemOf(() => merge(patch));
      assert.equal(problem.code, 'secret-reentry-required');
      assert.deepEqual(problem.extra?.['changed'], changed);
      assert.deepEqual(merge(patch, false).changedDestination, changed);
      assert.equal(JSON.stringify(problem.toProblem()).includes('old'), false);
    });
  }

  it('is no matter when the effective value stays', () => {
    assert.deepEqual(merge({ port: 5432, host: 'db', user: 'other' }).changedDestination, []);
  });

  it('is allowed when every secret is entered again or cleared', () => {
    const plan = merge({ host: 'new', password: 'n', headers: null, more: null, rows: null });
    assert.deepEqual(plan.changedDestination, ['/host']);
    assert.deepEqual(plan.changedIdentity, ['/host']);
    assert.deepEqual(plan.secretKeys, ['/password']);
  });

  it('counts every change of an unknown connector as one of its destination', () => {
    const unknown = { config: {}, secretKeys: ['/url', '/key'] };
    const run = (patch: JsonObject): MergePlan => mergeConfig({ fields: undefined, stored: unknown, patch });
    assert.equal(problemOf(() => run({ url: 'evil' })).code, 'secret-reentry-required');
    assert.equal(problemOf(() => run({ url: null })).code, 'secret-reentry-required');
    assert.deepEqual(run({ url: 'a', key: 'b' }).secrets.set, { '/url': 'a', '/key': 'b' });
  });
});

describe('the secrets in a URL', () => {
  const urlFields = { url: field.text({ ...name, destination: true }), key: field.secret(name) };
  const before = splitConfig(urlFields, { url: 'https://u:p@host/?token=t', key: 'k' });
  const run = (patch: JsonObject): MergePlan => mergeConfig({ fields: urlFields, stored: before, patch });

  it('are kept by the masked URL, and only at the same place', () => {
    const masked = `https://${MASK}@host/?token=${MASK}`;
    assert.deepEqual(run({ url: masked }).secrets, { set: {}, clear: [], keep: before.secretKeys });
    assert.equal(
      problemOf(() => run({ url: masked.replace('host', 'evil') })).code,
      'secret-reentry-required',
    );
    assert.equal(problemOf(() => run({ url: `https://host/?sig=${MASK}` })).code, 'secret-not-set');
  });

  it('can be renewed without entering the others again', () => {
    assert.deepEqual(run({ url: `https://u:new@host/?token=${MASK}` }).secrets.set, {
      '/url/@userinfo': 'u:new',
    });
  });

  it('are exact text inside $value', () => {
    const { secrets } = run({ url: { $value: `https://${MASK}@host/?token=t` } });
    assert.equal(secrets.set['/url/@userinfo'], MASK);
  });
});
