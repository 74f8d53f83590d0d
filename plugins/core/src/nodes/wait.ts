import { setTimeout as delay } from 'node:timers/promises';
import { defineNode, field, mainPin, type Parameters } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { wrong } from '../values/lists.js';

/** A waiting run stays in its runner, so it must not wait for long. */
const longestMs = 3_600_000;
const unitMs = { seconds: 1_000, minutes: 60_000, hours: 3_600_000 } as const;
const byInterval = { show: { resume: ['timeInterval'] } } as const;

const parameters = {
  resume: field.options({
    displayName: 'Go on',
    options: [
      { value: 'timeInterval', name: 'After a while' },
      { value: 'specificTime', name: 'At a time' },
    ],
    default: 'timeInterval',
  }),
  amount: field.number({ displayName: 'Amount', default: 5, min: 0, displayOptions: byInterval }),
  unit: field.options({
    displayName: 'Unit',
    options: [
      { value: 'seconds', name: 'Seconds' },
      { value: 'minutes', name: 'Minutes' },
      { value: 'hours', name: 'Hours' },
    ],
    default: 'seconds',
    displayOptions: byInterval,
  }),
  dateTime: field.text({
    displayName: 'Time',
    description: 'ISO 8601, such as 2030-01-31T09:00; without an offset in the time zone of the pattern',
    displayOptions: { show: { resume: ['specificTime'] } },
  }),
};

export const wait = defineNode({
  type: 'wait',
  version: 1,
  displayName: 'Wait',
  description: 'Passes its items on later, after at most one hour',
  icon: icons.wait,
  group: 'flow',
  subtitle: '{{amount}} {{unit}}',
  parameters,
  inputs: [mainPin],
  outputs: [mainPin],
  async execute({ items, parameters: given, run, signal }) {
    const ms = await pauseMs(given(), run.timeZone);
    if (ms > longestMs)
      throw wrong('resume', 'asks to wait for more than one hour; let a schedule start another pattern then');
    // A time that is over is no reason to wait.
    if (ms > 0) await delay(ms, undefined, { signal });
    return items;
  },
});

async function pauseMs(given: Parameters<typeof parameters>, zone: string): Promise<number> {
  if (given.resume === 'specificTime') return (await timeOf(given.dateTime ?? '', zone)) - Date.now();
  if (given.amount < 0) throw wrong('amount', 'must not be negative');
  return given.amount * unitMs[given.unit];
}

async function timeOf(text: string, zone: string): Promise<number> {
  const { DateTime } = await import('luxon');
  const time = DateTime.fromISO(text, { zone });
  if (!time.isValid) throw wrong('dateTime', 'is not a date and time in ISO 8601, such as 2030-01-31T09:00');
  return time.toMillis();
}
