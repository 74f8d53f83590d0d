import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Dialect, quoteName, quoteTable } from './quote.js';

/** By dialect, what begins and ends a name, and every way to write its end inside of it. */
const dialects: Record<Dialect, { open: string; close: string; escapes: string[] }> = {
  postgresql: { open: '"', close: '"', escapes: ['""'] },
  sqlite: { open: '`', close: '`', escapes: ['``'] },
  mysql: { open: '`', close: '`', escapes: ['``'] },
  mssql: { open: '[', close: ']', escapes: [']]'] },
  oracle: { open: '"', close: '"', escapes: [] },
  snowflake: { open: '"', close: '"', escapes: ['""'] },
  bigquery: { open: '`', close: '`', escapes: ['\\\\', '\\`'] },
  saphana: { open: '"', close: '"', escapes: ['""'] },
};
const hostile = [
  'id"; DROP TABLE users; --',
  'id`; DROP TABLE users; --',
  'id]; DROP TABLE users; --',
  'id\\`; DROP TABLE users; --',
  'id\\"; DROP TABLE users; --',
  "id'; DROP TABLE users; --",
  '"',
  '`',
  ']]',
  '\\',
  '"" OR 1=1',
  'a.b',
  'a b /* c */ -- d\ne',
  'ünïcode"`]',
];

describe('quoting names', () => {
  for (const [dialect, { open, close, escapes }] of Object.entries(dialects) as [
    Dialect,
    (typeof dialects)[Dialect],
  ][]) {
    it(`leaves no name a way out of its quotes for ${dialect}`, () => {
      for (const name of hostile) {
        if (dialect === 'oracle' && name.includes('"')) {
          assert.throws(() => quoteName(dialect, name, 'table'), { code: 'parameter-invalid' });
          continue;
        }
        const quoted = quoteName(dialect, name, 'table');
        assert.ok(quoted.startsWith(open) && quoted.endsWith(close), quoted);
        let inner = quoted.slice(1, -1);
        for (const escape of escapes) inner = inner.replaceAll(escape, '');
        assert.ok(!inner.includes(close), `${quoted} ends too early`);
        if (dialect === 'bigquery') assert.ok(!inner.includes('\\'), `${quoted} escapes its own end`);
      }
    });

    it(`refuses names that are none for ${dialect}`, () => {
      for (const name of ['', 'a\0b'])
        assert.throws(() => quoteName(dialect, name, 'columns'), {
          code: 'parameter-invalid',
          message: /columns/u,
        });
    });
  }

  it('quotes the schema on its own', () => {
    assert.equal(quoteTable('postgresql', 'a.b"', 't'), '"a.b"""."t"');
    assert.equal(quoteTable('mysql', undefined, 'a.b'), '`a.b`');
    assert.equal(quoteTable('postgresql', '', 't'), '"t"');
  });
});
