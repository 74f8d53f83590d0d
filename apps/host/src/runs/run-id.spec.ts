import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newRunId } from './run-id.js';

describe('the id of a run', () => {
  it('is a UUID of version 7, ordered by the millisecond and different from all others', () => {
    const ids = Array.from({ length: 1_000 }, (_, n) => newRunId(Date.UTC(2026, 0, 1) + n));
    for (const id of ids)
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.deepEqual(ids.toSorted(), ids);
    assert.equal(parseInt(ids[0]?.replaceAll('-', '').slice(0, 12) ?? '', 16), Date.UTC(2026, 0, 1));
    assert.equal(new Set(Array.from({ length: 1_000 }, () => newRunId(0))).size, 1_000);
  });
});
