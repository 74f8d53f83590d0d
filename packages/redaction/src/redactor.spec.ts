import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRedactor, isTooShortToRedact } from './index.js';

describe('A redactor', () => {
  it('gives back what it was given when there is no secret', () => {
    const value = { a: ['b'] };
    const redactor = createRedactor([]);
    assert.equal(redactor.redactText('text'), 'text');
    assert.equal(redactor.redactValue(value), value);
    assert.equal(createRedactor(['']).redactText('text'), 'text');
    assert.deepEqual(createRedactor(['']).redactValue(['', 'text']), ['', 'text']);
  });

  it('takes secrets by name or alone, and more of them later', () => {
    const redactor = createRedactor(['alpha-secret', { name: 'token', value: 'beta-secret' }]);
    const text = 'alpha-secret beta-secret gamma-secret';
    assert.equal(redactor.redactText(text), '[redacted] [redacted] gamma-secret');
    redactor.add('gamma-secret');
    assert.equal(redactor.redactText(text), '[redacted] [redacted] [redacted]');
  });

  it('replaces the longer secret where one contains the other', () => {
    const redactor = createRedactor(['secret', 'my-secret-value', 'secret-value']);
    assert.equal(
      redactor.redactText('a my-secret-value, a secret-value, a secret'),
      'a [redacted], a [redacted], a [redacted]',
    );
  });

  it('shows no rest of secrets that overlap in the text', () => {
    const redactor = createRedactor(['abcdefgh', 'efghijkl', 'cdefgh']);
    assert.equal(redactor.redactText('>abcdefghijkl<'), '>[redacted]<');
    assert.equal(redactor.redactText('>abcdefghabcdefgh<'), '>[redacted][redacted]<');
  });

  it('replaces repeated characters whole', () => {
    assert.equal(createRedactor(['aaaaaaaa']).redactText(`b${'a'.repeat(21)}b`), 'b[redacted]b');
  });

  it('finds a saved value that was trimmed on its way', () => {
    assert.equal(
      createRedactor(['  token-value \r\n']).redactText('Bearer token-value'),
      'Bearer [redacted]',
    );
  });

  it('redacts before it cuts, and cuts no character in two', () => {
    const redactor = createRedactor(['correct horse battery staple']);
    assert.equal(redactor.redactAndTruncate('x correct horse battery staple y', 12), 'x [redacted]');
    assert.equal(redactor.redactAndTruncate('x correct horse battery staple y', 7), 'x [reda');
    assert.equal(redactor.redactAndTruncate('abc🔑', 4), 'abc');
    assert.equal(redactor.redactAndTruncate('abc🔑', 5), 'abc🔑');
  });

  it('redacts bytes and leaves the rest of them as they are', () => {
    const redactor = createRedactor(['pässwörd']);
    const bytes = Buffer.concat([Buffer.from([0xff, 0, 0x80]), Buffer.from('pässwörd'), Buffer.from([0xfe])]);
    const expected = Buffer.concat([
      Buffer.from([0xff, 0, 0x80]),
      Buffer.from('[redacted]'),
      Buffer.from([0xfe]),
    ]);
    assert.deepEqual(redactor.redactBytes(bytes), expected);
    assert.deepEqual(redactor.redactBytes(new Uint8Array(bytes).subarray(1)), expected.subarray(1));
  });

  it('survives half a surrogate pair in a secret', () => {
    const redactor = createRedactor(['half-\ud83d-pair']);
    assert.equal(redactor.redactText('a half-\ud83d-pair'), 'a [redacted]');
    const written = Buffer.from('a half-\ud83d-pair');
    assert.equal(redactor.redactBytes(written).toString(), 'a [redacted]');
    assert.equal(redactor.redactText(written.toString()), 'a [redacted]');
    assert.equal(redactor.redactText(JSON.stringify('a half-\ud83d-pair')), '"a [redacted]"');
  });

  it('says which secrets it cannot find within text', () => {
    for (const short of ['', 'a', '12345', ' 1234 \n']) assert.ok(isTooShortToRedact(short), short);
    for (const long of ['123456', 'a b c d']) assert.ok(!isTooShortToRedact(long), long);
    assert.equal(
      createRedactor(['12345']).redactText('12345 3132333435 MTIzNDU'),
      '12345 3132333435 MTIzNDU',
    );
  });
});

describe('A secret of several parts', () => {
  const lines = [
    'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7',
    'VJTUt9Us8cKjMzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDu',
    'ictGeurT8jNbvJZHtCSuYEvu',
  ];
  const pem = `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;

  it('is replaced line by line, but for the lines that every key has', () => {
    for (const secret of [pem, pem.replaceAll('\n', '\r\n'), pem.replaceAll('\n', '\\n')]) {
      const redactor = createRedactor([secret]);
      for (const line of lines) assert.equal(redactor.redactText(`> ${line} <`), '> [redacted] <');
      for (const line of lines)
        assert.ok(!redactor.redactText(encodeURIComponent(line)).includes(line.slice(0, 8)));
      assert.match(redactor.redactText('-----BEGIN PRIVATE KEY-----'), /BEGIN/);
    }
  });

  it('is replaced as a whole, in JSON too', () => {
    const redactor = createRedactor([pem]);
    assert.equal(redactor.redactText(pem), '[redacted]');
    assert.equal(redactor.redactText(JSON.stringify({ pem })), '{"pem":"[redacted]"}');
  });

  it('is found in base64 that is broken into lines', () => {
    const redactor = createRedactor([pem]);
    for (const width of [64, 76]) {
      const wrapped = Buffer.from(pem)
        .toString('base64')
        .replace(new RegExp(`.{${width}}`, 'g'), '$&\n');
      assert.match(redactor.redactText(wrapped), /^(\[redacted\]\n?)+=*$/);
    }
  });

  it('is replaced by the texts within it when it is JSON', () => {
    const redactor = createRedactor([
      JSON.stringify({ id: 1, private_key: pem, nested: [{ token: 'nested-token' }], a: 'short' }),
    ]);
    for (const text of [pem, lines[0] ?? '', 'nested-token'])
      assert.equal(redactor.redactText(text), '[redacted]');
    assert.equal(redactor.redactText('short'), 'short');
    assert.equal(createRedactor(['{not json']).redactText('a {not json'), 'a [redacted]');
  });
});
