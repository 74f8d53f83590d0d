import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { routes } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { checkInput, type Input } from './check-input.js';

function pointersOf(
  route: Parameters<typeof checkInput>[0],
  input: Partial<Input>,
  code = 'validation-failed',
): string[] {
  try {
    checkInput(route, { params: {}, query: {}, ...input });
    return [];
  } catch (error) {
    assert.ok(error instanceof PatchbayError && error.code === code);
    return error.errors?.map(({ pointer }) => pointer) ?? [];
  }
}

describe('The input of a route', () => {
  it('is refused with every wrong member named', () => {
    const body = { name: '', config: [], tags: ['a', 7] };
    assert.deepEqual(pointersOf(routes.connectionCreate, { body }).sort(), [
      '/config',
      '/name',
      '/tags/1',
      '/type',
    ]);
  });

  it('may not set what the contract does not name', () => {
    const body = { name: 'n', type: 't', config: {}, projectId: 'other', quarantined: false };
    assert.deepEqual(pointersOf(routes.connectionCreate, { body }, 'unknown-member').sort(), [
      '/projectId',
      '/quarantined',
    ]);
    const query = { projectId: 'x' };
    assert.deepEqual(pointersOf(routes.connectionList, { query }, 'unknown-member'), ['/projectId']);
  });

  it('converts numbers and booleans of the query alone', () => {
    const input = { params: {}, query: { limit: '7' } as Record<string, unknown> };
    checkInput(routes.connectionList, input);
    assert.equal(input.query['limit'], 7);
    assert.deepEqual(pointersOf(routes.connectionList, { query: { limit: 'many' } }), ['/limit']);
    assert.deepEqual(pointersOf(routes.connectionPatch, { params: { id: 'a' }, body: { version: '1' } }), [
      '/version',
    ]);
  });

  it('treats an impossible id as one that does not exist', () => {
    const isNotFound = (error: unknown) => error instanceof PatchbayError && error.code === 'not-found';
    assert.throws(() => checkInput(routes.connectionGet, { params: { id: '../x' }, query: {} }), isNotFound);
  });

  it('refuses characters that no store keeps', () => {
    for (const name of ['a\u0000b', 'a\ud800b']) {
      assert.deepEqual(pointersOf(routes.connectionPatch, { params: { id: 'a' }, body: { name } }), [
        '/name',
      ]);
    }
  });

  it('may be left out as a whole where each of its members may', () => {
    const input = { params: { id: 'a' }, query: {} } as Input;
    checkInput(routes.patternRun, input);
    assert.deepEqual(input.body, {});
    assert.deepEqual(pointersOf(routes.login, { body: undefined }), ['']);
  });

  it('refuses a body where none is taken', () => {
    assert.deepEqual(pointersOf(routes.connectionTest, { params: { id: 'a' }, body: { config: {} } }), ['']);
    assert.deepEqual(pointersOf(routes.connectionTest, { params: { id: 'a' }, body: {} }), []);
  });
});
