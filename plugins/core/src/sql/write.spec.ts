import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '@patchbay/plugin-sdk';
import { writeOf, type WriteParameters } from './write.js';

const write = (given: Partial<WriteParameters>, rows: JsonObject[]) =>
  writeOf({ operation: 'insert', table: 't', columns: [], keys: [], ...given }, rows);

describe('what a writer asks of a connector', () => {
  it('takes the fields of all items when no columns are named', () => {
    assert.deepEqual(write({ schema: 's' }, [{ a: 1 }, { b: 2 }]), {
      operation: 'insert',
      schema: 's',
      table: 't',
      columns: ['a', 'b'],
      keys: [],
      rows: [{ a: 1 }, { b: 2 }],
    });
  });

  it('writes the keys too when only the other columns are named', () => {
    for (const operation of ['upsert', 'update'] as const)
      assert.deepEqual(write({ operation, columns: 'a', keys: 'id' }, [{ id: 1, a: 2 }]).columns, [
        'id',
        'a',
      ]);
  });

  it('deletes by the keys alone', () => {
    const { columns, keys } = write({ operation: 'delete', keys: ['id'] }, [{ id: 1, a: 2 }]);
    assert.deepEqual([columns, keys], [['id'], ['id']]);
  });

  it('asks for keys where rows must be found, and ignores them elsewhere', () => {
    for (const operation of ['upsert', 'update', 'delete'] as const)
      assert.throws(() => write({ operation }, [{ id: 1 }]), {
        code: 'parameter-invalid',
        message: new RegExp(`"keys" must name .* to ${operation} rows`, 'u'),
      });
    for (const operation of ['insert', 'replace'] as const)
      assert.deepEqual(write({ operation, keys: ['id'] }, [{ a: 1 }]).keys, []);
  });

  it('refuses items that could match no row', () => {
    for (const operation of ['update', 'delete'] as const)
      for (const bad of [{ a: 1 }, { id: null }])
        assert.throws(() => write({ operation, keys: 'id' }, [{ id: 1 }, bad]), {
          code: 'parameter-invalid',
          message: /"id", for which item 1 has no value/u,
        });
    // What every object brings along is no field.
    assert.throws(() => write({ operation: 'delete', keys: 'constructor' }, [{ id: 1 }]), /"constructor"/u);
  });

  it('lets an upsert insert items without a key, but not when no item has it', () => {
    assert.equal(write({ operation: 'upsert', keys: 'id' }, [{ id: 1 }, { a: 1 }]).rows.length, 2);
    assert.throws(() => write({ operation: 'upsert', keys: 'ID' }, [{ id: 1 }]), /"ID", which no item has/u);
  });
});
