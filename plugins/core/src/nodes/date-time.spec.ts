import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '@patchbay/plugin-sdk';
import { runNode } from '@patchbay/plugin-testing';
import { dateTime } from './date-time.js';

const date = '2023-04-11T13:51:59.965Z';

async function run(operation: string, parameters: JsonObject = {}, items: JsonObject[] = [{}]) {
  const { outputs, error } = await runNode(dateTime, { parameters: { operation, ...parameters }, items });
  return { json: outputs.main?.[0], error };
}

async function formatted(given: unknown, rest: JsonObject = {}) {
  const { json } = await run('formatDate', { date: given as string, ...rest });
  return json?.formattedDate;
}

describe('Date & Time', () => {
  it('adds to a date and subtracts from it', async () => {
    const given = { date, duration: 2 };
    assert.deepEqual((await run('addToDate', given)).json, { newDate: '2023-04-13T13:51:59.965Z' });
    assert.deepEqual((await run('subtractFromDate', { ...given, timeUnit: 'months' })).json, {
      newDate: '2023-02-11T13:51:59.965Z',
    });
  });

  it('formats dates with the tokens of Luxon', async () => {
    assert.equal(await formatted(date, { format: 'yyyy/MM/dd HH:mm' }), '2023/04/11 13:51');
    assert.equal(await formatted(date, { format: 'LLLL', locale: 'de' }), 'April');
    assert.equal(await formatted(null), null);
  });

  it('understands the usual formats and Unix times', async () => {
    for (const given of [
      1_682_918_315_906,
      1_682_918_315.906,
      1_682_918_315,
      '1682918315906',
      '1682918315',
      '2023-05-01',
      '2023/5/1',
      '2023/05/01 10:30',
      '2023-05-01 10:30:00',
      'Mon, 01 May 2023 05:18:35 GMT',
    ]) {
      assert.equal(await formatted(given), '2023-05-01', String(given));
    }
    assert.equal(await formatted('01.05.2023', { fromFormat: 'dd.MM.yyyy' }), '2023-05-01');
    assert.equal(await formatted('2023'), '2023-01-01');
  });

  it('keeps the offset of a date unless a time zone is named', async () => {
    const late = '2023-01-01T23:00:00-05:00';
    assert.equal(await formatted(late, { format: 'dd HH' }), '01 23');
    assert.equal(await formatted(late, { format: 'dd HH', timeZone: 'Europe/Berlin' }), '02 05');
    assert.equal(await formatted('2023-07-01T12:00', { format: 'ZZ', timeZone: 'Europe/Berlin' }), '+02:00');
  });

  it('takes parts, rounds and measures', async () => {
    assert.deepEqual((await run('extractDate', { date, part: 'hour' })).json, { datePart: 13 });
    assert.deepEqual((await run('extractDate', { date, part: 'week' })).json, { datePart: 15 });
    assert.deepEqual((await run('roundDate', { date, toNearest: 'day' })).json, {
      roundedDate: '2023-04-11T00:00:00.000Z',
    });
    const up = { mode: 'roundUp', toNearest: 'month' };
    assert.equal((await run('roundDate', { date, ...up })).json?.roundedDate, '2023-05-01T00:00:00.000Z');
    assert.equal(
      (await run('roundDate', { date: '2023-05-01', ...up })).json?.roundedDate,
      '2023-05-01T00:00:00.000Z',
    );
    const span = { startDate: '2022-01-01', endDate: '2023-04-14', units: ['day', 'year', 'months'] };
    assert.deepEqual((await run('getTimeBetweenDates', span)).json, {
      timeDifference: { years: 1, months: 3, days: 13 },
    });
    assert.equal(
      (await run('getTimeBetweenDates', { ...span, isoString: true })).json?.timeDifference,
      'P1Y3M13D',
    );
  });

  it('gives the current date', async () => {
    const { json } = await run('getCurrentDate');
    assert.ok(Math.abs(Date.parse(String(json?.currentDate)) - Date.now()) < 60_000);
    const day = await run('getCurrentDate', { includeTime: false });
    assert.match(String(day.json?.currentDate), /T00:00:00\.000Z$/u);
  });

  it('writes into a named field and keeps the others', async () => {
    const given = { date, outputFieldName: 'at.month', part: 'month', includeInputFields: true };
    assert.deepEqual((await run('extractDate', given, [{ id: 1 }])).json, { id: 1, at: { month: 4 } });
  });

  it('says which date it does not understand', async () => {
    const wrong: [string, JsonObject][] = [
      ['formatDate', { date: 'soon' }],
      ['formatDate', { date: '01/02/2023' }],
      ['addToDate', {}],
      ['formatDate', { date, timeZone: 'Mars/Base' }],
      ['getTimeBetweenDates', { startDate: date, endDate: date, units: ['constructor'] }],
      ['addToDate', { date, duration: 1e12, timeUnit: 'years' }],
    ];
    for (const [operation, parameters] of wrong) {
      const { error } = await run(operation, parameters);
      assert.equal(error?.code, 'parameter-invalid', JSON.stringify(parameters));
    }
  });
});
