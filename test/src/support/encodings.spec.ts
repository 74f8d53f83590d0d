import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodingsOf, search } from './encodings.js';

const secret = 'pä"ss/w+o=rd';

describe('search', () => {
  it('finds a secret in each of the nine forms, wherever it stands in base64', () => {
    const forms = Object.entries(encodingsOf(secret));
    assert.equal(forms.length, 9);
    for (const [encoding, text] of forms) {
      const hits = search(
        [{ where: 'here', bytes: Buffer.from(`before ${text} after`) }],
        new Map([['s', secret]]),
      );
      assert.ok(
        hits.some((hit) => hit.encoding === encoding),
        encoding,
      );
    }
    for (const before of ['', 'a', 'ab', 'abc', 'user:']) {
      const bytes = Buffer.from(Buffer.from(`${before}${secret}tail`).toString('base64'));
      assert.ok(search([{ where: 'here', bytes }], new Map([['s', secret]])).length > 0, before);
    }
  });

  it('finds nothing where nothing is', () => {
    assert.deepEqual(
      search([{ where: 'here', bytes: Buffer.from('passwords are secret') }], new Map([['s', secret]])),
      [],
    );
  });
});
