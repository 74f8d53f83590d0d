import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { JsonObject, SqlCapability } from '@patchbay/plugin-sdk';
import { openPlain, text, uniqueName, withCode } from './spec/servers.js';

describe('values between JSON and MariaDB', () => {
  const { signal } = new AbortController();
  const tables: string[] = [];
  let opened: Awaited<ReturnType<typeof openPlain>>;
  let database: SqlCapability;
  before(async () => {
    opened = await openPlain();
    database = opened.capability('sql');
    // As servers are set up that cut what does not fit, and report success.
    await database.query(text(`SET GLOBAL sql_mode = ''`), { signal });
  });
  after(async () => {
    await database.query(text('SET GLOBAL sql_mode = DEFAULT'), { signal });
    for (const table of tables) await database.query(text(`DROP TABLE ${table}`), { signal });
    await opened.close();
  });

  /** Writes one row into a new table with a column of this type and gives what is read back. */
  async function roundTrip(type: string, value: JsonObject[string]) {
    const table = uniqueName('type');
    await database.query(text(`CREATE TABLE ${table} (v ${type})`), { signal });
    tables.push(table);
    await database.write({ operation: 'insert', table, columns: ['v'], rows: [{ v: value }] }, { signal });
    return (await database.query(text(`SELECT v FROM ${table}`), { signal })).rows[0]?.v;
  }

  const same: readonly (readonly [string, JsonObject[string]])[] = [
    ['bigint', 9007199254740991],
    ['bigint', '-9223372036854775808'],
    ['bigint unsigned', '18446744073709551615'],
    ['tinyint(1)', 1],
    ['int', -2147483648],
    ['decimal(10,2)', 12.5],
    ['decimal(30,9)', '1234567890123456.123456789'],
    ['float', 0.1],
    ['double', 1.7976931348623157e308],
    ['bit(10)', 517],
    ['year', 2024],
    ['varchar(20)', 'Zoë \u{1f600}'],
    ['longtext', 'x'.repeat(2_000_000)],
    ["enum('a','b')", 'b'],
    ['date', '2024-05-01'],
    ['time', '-12:00:01'],
    ['datetime', '2024-05-01T12:00:00.000Z'],
    ['datetime(6)', '2024-05-01T12:00:00.123456Z'],
    ['timestamp(3) null', '2024-05-01T12:00:00.123Z'],
    ['blob', 'AP8Q'],
    ['varbinary(10)', ''],
    ['json', { a: [1, { b: null }], c: 'd' }],
    ['json', [1, 'two']],
    ['uuid', '123e4567-e89b-12d3-a456-426655440000'],
    ['int', null],
    ['json', null],
  ];
  for (const [type, value] of same) {
    it(`come back as they went in: ${type} ${JSON.stringify(value).slice(0, 40)}`, async () => {
      assert.deepEqual(await roundTrip(type, value), value);
    });
  }

  const changed: readonly (readonly [string, JsonObject[string], JsonObject[string]])[] = [
    ['datetime', '2024-05-01T12:00:00+02:00', '2024-05-01T10:00:00.000Z'],
    ['datetime', '2024-05-01 12:00:00', '2024-05-01T12:00:00.000Z'],
    ['varchar(20)', 4711, '4711'],
    ['varchar(20)', { a: 1 }, '{"a":1}'],
    ['int', '12', 12],
    ['bigint', true, 1],
  ];
  for (const [type, value, read] of changed) {
    it(`take the form of the column: ${type} ${JSON.stringify(value)}`, async () => {
      assert.deepEqual(await roundTrip(type, value), read);
    });
  }

  const refused: readonly (readonly [string, JsonObject[string], string])[] = [
    ['int', 'twelve', 'parameter-invalid'],
    ['int', '', 'parameter-invalid'],
    ['bigint', '99999999999999999999', 'parameter-invalid'],
    ['blob', 'not base64!', 'parameter-invalid'],
    ['int', 3_000_000_000, 'sql-failed'],
    ['varchar(3)', 'too long', 'sql-failed'],
    ['datetime', 'yesterday', 'sql-failed'],
  ];
  for (const [type, value, code] of refused) {
    it(`are refused where they do not fit, instead of being cut: ${type} ${JSON.stringify(value)}`, async () => {
      await assert.rejects(roundTrip(type, value), withCode(code));
    });
  }

  it('give a date of zeros as the text it is', async () => {
    const zero = text(`SELECT CAST('0000-00-00' AS DATE) AS d, CAST('0000-00-00 00:00:00' AS DATETIME) AS t`);
    const { rows } = await database.query(zero, { signal });
    assert.deepEqual(rows, [{ d: '0000-00-00', t: '0000-00-00 00:00:00' }]);
  });
});
