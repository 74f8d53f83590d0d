import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '@patchbay/plugin-sdk';
import { runNode } from '@patchbay/plugin-testing';
import { convertToFile } from './convert-to-file.js';
import { extractFromFile } from './extract-from-file.js';

const read = async (content: string, parameters: Record<string, unknown> = { calendarEntries: 'each' }) => {
  const { outputs, error } = await runNode(extractFromFile, {
    parameters: { operation: 'ics', ...parameters },
    files: [{ data: { content, mimeType: 'text/calendar' } }],
  });
  return { entries: outputs['main'], error };
};
const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];

describe('reading an iCalendar file', () => {
  it('gives each entry with its times, people and texts', async () => {
    const content = calendar(
      ...['BEGIN:VTIMEZONE', 'TZID:Europe/Berlin', 'END:VTIMEZONE'],
      ...event(
        'UID:a@example.com',
        'DTSTAMP:20240301T080000Z',
        'DTSTART;TZID=Europe/Berlin:20240701T090000',
        'DURATION:PT1H30M',
        'SUMMARY:Tea\\, with cake\\nand',
        '  more',
        'CATEGORIES:a\\,b,c',
        'CATEGORIES:d',
        'ORGANIZER;CN="Ann; B.":mailto:ann@example.com',
        'ATTENDEE;CN=Bob;RSVP=TRUE;PARTSTAT=ACCEPTED:MAILTO:bob@example.com',
        'ATTENDEE:mailto:eve@example.com',
        'GEO:52.5;13.4',
        'RRULE:FREQ=DAILY;COUNT=3',
        'EXDATE;TZID=Europe/Berlin:20240702T090000,20240703T090000',
        'SEQUENCE:2',
        '__PROTO__:x',
        ...['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT15M', 'END:VALARM'],
      ),
      ...event('UID:b', 'DTSTART;VALUE=DATE:20240701', 'DURATION:P1D'),
      ...event('UID:c', 'DTSTART;TZID=W. Europe Standard Time:20240701T090000', 'DTEND:20240701T090000Z'),
    );
    const { entries } = await read(content);
    assert.deepEqual(entries?.[0], {
      ...{ type: 'VEVENT', uid: 'a@example.com', stamp: '2024-03-01T08:00:00.000Z' },
      ...{ start: '2024-07-01T09:00:00.000+02:00', end: '2024-07-01T10:30:00.000+02:00' },
      ...{ allDay: false, timeZone: 'Europe/Berlin', duration: 'PT1H30M' },
      ...{ summary: 'Tea, with cake\nand more', categories: ['a,b', 'c', 'd'] },
      organizer: { name: 'Ann; B.', email: 'ann@example.com' },
      attendees: [
        { name: 'Bob', email: 'bob@example.com', status: 'ACCEPTED', rsvp: true },
        { email: 'eve@example.com' },
      ],
      ...{ geo: { latitude: 52.5, longitude: 13.4 }, rrule: 'FREQ=DAILY;COUNT=3', sequence: 2 },
      exdate: ['2024-07-02T09:00:00.000+02:00', '2024-07-03T09:00:00.000+02:00'],
      ...JSON.parse('{"__proto__":"x"}'),
      alarms: [{ action: 'DISPLAY', trigger: '-PT15M' }],
    });
    assert.deepEqual(
      entries?.slice(1).map(({ start, end, allDay }) => [start, end, allDay]),
      [
        ['2024-07-01', '2024-07-02', true],
        ['2024-07-01T09:00:00', '2024-07-01T09:00:00.000Z', false],
      ],
    );
  });

  it('gives all under their ids in one item, single times of a repeated one beneath it', async () => {
    const content = calendar(
      ...event('UID:a', 'DTSTART:20240701T090000Z', 'SUMMARY:All'),
      ...event('UID:a', 'RECURRENCE-ID:20240702T090000Z', 'DTSTART:20240702T100000Z', 'SUMMARY:Later'),
      ...['BEGIN:VTODO', 'SUMMARY:No id', 'END:VTODO'],
    );
    const { entries } = await read(content, { outputField: 'events' });
    const [{ events } = { events: {} }] = entries as { events: Record<string, JsonObject> }[];
    assert.deepEqual(Object.keys(events), ['a', 'entry-3']);
    const [single] = events['a']?.['recurrences'] as JsonObject[];
    assert.deepEqual(
      [events['a']?.['summary'], single?.['summary'], single?.['recurrenceId']],
      ['All', 'Later', '2024-07-02T09:00:00.000Z'],
    );
  });

  it('refuses what is none, ends early or nests without end, and is done in time with any', async () => {
    assert.match((await read('hello')).error?.detail ?? '', /no iCalendar/u);
    assert.match((await read('BEGIN:VCALENDAR\nBEGIN:VEVENT')).error?.detail ?? '', /ends too early/u);
    assert.match((await read('BEGIN:X\n'.repeat(30))).error?.detail ?? '', /deeper than 20/u);
    for (const part of ['a;', '"', '\\,', ' \r\n ', ';a="', 'X:\\'])
      assert.equal(
        (await read(calendar(...event(`SUMMARY:${part.repeat(200_000)}`)))).error,
        undefined,
        part,
      );
  });
});

describe('making an iCalendar file', () => {
  const make = async (parameters: Record<string, unknown>, items: JsonObject[] = [{}]) => {
    const run = await runNode(convertToFile, { parameters: { operation: 'ics', ...parameters }, items });
    const references = (run.items['main'] ?? []).map(({ binary }) => binary?.['data']);
    return { error: run.error, references, texts: references.map((each) => run.file(each).toString()) };
  };

  it('makes one event of each item, which reads as it was given', async () => {
    const { texts, references } = await make(
      {
        eventTitle: '={{ $json.title }}',
        ...{ eventStart: '2030-07-01T09:00:00+02:00', eventEnd: '2030-07-01T10:00:00+02:00' },
        eventDescription: 'Line\nEND:VEVENT; and, \\more ' + 'ü'.repeat(100),
        attendees: [{ name: 'Bob "B"\n', email: 'bob@example.com', rsvp: true }],
        ...{ organizerName: 'Ann', organizerEmail: 'ann@example.com', location: 'Here' },
        ...{ latitude: 1.5, longitude: -2, recurrenceRule: 'RRULE:freq=weekly', uid: 'u-1', sequence: 3 },
        ...{ eventStatus: 'tentative', busyStatus: 'tentative', eventUrl: 'https://example.com/x' },
        calendarName: 'Team',
      },
      [{ title: 'One' }, { title: 'Two' }],
    );
    assert.deepEqual([references[1]?.mimeType, references[1]?.fileName], ['text/calendar', 'file.ics']);
    for (const line of (texts[0] ?? '').split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.match(
      texts[0] ?? '',
      /X-WR-CALNAME:Team\r\n[^]*STATUS:TENTATIVE\r\nX-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE/u,
    );
    const { entries } = await read(texts[1] ?? '');
    assert.equal(entries?.length, 1);
    const { stamp, ...entry } = entries[0] ?? {};
    assert.equal(typeof stamp, 'string');
    assert.deepEqual(entry, {
      ...{ type: 'VEVENT', uid: 'u-1', start: '2030-07-01T07:00:00.000Z', allDay: false },
      ...{ end: '2030-07-01T08:00:00.000Z', summary: 'Two', location: 'Here', url: 'https://example.com/x' },
      description: 'Line\nEND:VEVENT; and, \\more ' + 'ü'.repeat(100),
      ...{ geo: { latitude: 1.5, longitude: -2 }, rrule: 'FREQ=WEEKLY', sequence: 3, status: 'TENTATIVE' },
      organizer: { name: 'Ann', email: 'ann@example.com' },
      attendees: [
        {
          ...{ name: 'Bob B', email: 'bob@example.com', role: 'REQ-PARTICIPANT' },
          ...{ status: 'NEEDS-ACTION', rsvp: true },
        },
      ],
      'x-microsoft-cdo-busystatus': 'TENTATIVE',
    });
  });

  it('makes events of whole days, whose last day belongs to them, with ids of their own', async () => {
    const { texts } = await make({ eventStart: '2030-12-30T23:00', eventEnd: '2030-12-31', allDay: true }, [
      {},
      {},
    ]);
    assert.match(texts[0] ?? '', /DTSTART;VALUE=DATE:20301230\r\nDTEND;VALUE=DATE:20310101\r\n/u);
    const [one, two] = texts.map((text) => /UID:(.+)\r\n/u.exec(text)?.[1]);
    assert.notEqual(one, two);
    const zoned = await make({ eventStart: '2030-07-01T09:00', patternTimeZone: true });
    assert.match(zoned.texts[0] ?? '', /DTSTART;TZID=[^:]+:20300701T090000\r\n/u);
  });

  it('refuses what would be no event, or lines of somebody else', async () => {
    const start = { eventStart: '2030-07-01' };
    for (const [parameters, name] of [
      [{}, 'eventStart'],
      [{ ...start, eventEnd: '2030-06-01' }, 'eventEnd'],
      [{ ...start, recurrenceRule: 'FREQ=DAILY\r\nX:1' }, 'recurrenceRule'],
      [{ ...start, organizerEmail: 'a@b.example\r\nX:1' }, 'organizerEmail'],
      [{ ...start, attendees: [{ name: 'Nobody' }] }, 'attendees'],
      [{ ...start, eventUrl: 'nowhere' }, 'eventUrl'],
      [{ ...start, latitude: 3 }, 'longitude'],
      [{ ...start, sequence: -1 }, 'sequence'],
    ] as const) {
      const { error } = await make(parameters);
      assert.equal(error?.code, 'parameter-invalid', name);
      assert.match(error.detail ?? '', new RegExp(`"${name}"`, 'u'));
    }
  });
});
