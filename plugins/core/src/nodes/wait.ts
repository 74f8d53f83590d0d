import { setTimeout as delay } from 'node:timers/promises';
import {
  defineNode,
  field,
  type Item,
  mainPin,
  type NodeContext,
  type Parameters,
} from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { wrong } from '../values/lists.js';
import { latest, momentOf, unitOptions } from '../values/moment.js';

/** What is over sooner waits in its runner: to store a run and to fetch it again would take longer than it saves. */
const shortMs = 60_000;
/** Of a run that cannot leave its runner. */
const longestMs = 3_600_000;
const byInterval = { show: { resume: ['timeInterval'] } } as const;
const byCall = { show: { resume: ['webhook'] } } as const;

const parameters = {
  resume: field.options({
    displayName: 'Go on',
    options: [
      { value: 'timeInterval', name: 'After a while' },
      { value: 'specificTime', name: 'At a time' },
      { value: 'webhook', name: 'When it is called', description: 'At the address {{ $run.resumeUrl }}' },
    ],
    default: 'timeInterval',
  }),
  amount: field.number({ displayName: 'Amount', default: 5, min: 0, displayOptions: byInterval }),
  unit: field.options({
    displayName: 'Unit',
    options: unitOptions,
    default: 'seconds',
    displayOptions: byInterval,
  }),
  dateTime: field.text({
    displayName: 'Time',
    description: 'ISO 8601, such as 2030-01-31T09:00; without an offset in the time zone of the pattern',
    displayOptions: { show: { resume: ['specificTime'] } },
  }),
  method: field.options({
    displayName: 'Method of the call',
    description: 'What opens links by itself, such as a mail scanner, calls with GET',
    options: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((value) => ({ value, name: value })),
    default: 'GET',
    displayOptions: byCall,
  }),
  respond: field.options({
    displayName: 'Answer the caller',
    options: [
      { value: 'immediately', name: 'At once' },
      { value: 'whenDone', name: 'With what the last step gives' },
      { value: 'byNode', name: 'By a Respond node' },
    ],
    default: 'immediately',
    displayOptions: byCall,
  }),
  limit: field.options({
    displayName: 'Without a call go on',
    options: [
      { value: 'never', name: 'Never' },
      { value: 'timeInterval', name: 'After a while' },
      { value: 'specificTime', name: 'At a time' },
    ],
    default: 'never',
    displayOptions: byCall,
  }),
  limitAmount: field.number({
    displayName: 'Amount',
    default: 1,
    min: 0,
    displayOptions: { show: { resume: ['webhook'], limit: ['timeInterval'] } },
  }),
  limitUnit: field.options({
    displayName: 'Unit',
    options: unitOptions,
    default: 'hours',
    displayOptions: { show: { resume: ['webhook'], limit: ['timeInterval'] } },
  }),
  limitDateTime: field.text({
    displayName: 'Time',
    description: 'ISO 8601; without an offset in the time zone of the pattern',
    displayOptions: { show: { resume: ['webhook'], limit: ['specificTime'] } },
  }),
};

type Given = Parameters<typeof parameters>;

export const wait = defineNode({
  type: 'wait',
  version: 1,
  displayName: 'Wait',
  description:
    'Passes its items on later, or what a call of its address brings; the run holds no runner meanwhile',
  icon: icons.wait,
  group: 'flow',
  subtitle: '{{resume}}',
  waits: true,
  parameters,
  inputs: [mainPin],
  outputs: [mainPin],
  execute: (context) => {
    const given = context.parameters();
    return given.resume === 'webhook' ? untilCalled(context, given) : untilTime(context, given);
  },
});

type Context = Pick<NodeContext, 'items' | 'run' | 'signal' | 'setAside'>;

async function untilCalled({ items, run, setAside }: Context, given: Given): Promise<readonly Item[]> {
  const { method, respond, limit: kind, limitAmount: amount, limitUnit: unit, limitDateTime } = given;
  const asked = { amount, unit, dateTime: limitDateTime, parameter: 'limit' };
  const until = kind === 'never' ? undefined : await momentOf({ ...asked, kind }, run.timeZone);
  const call = { method, respond };
  if (!setAside({ call, ...(until === undefined ? {} : { until: iso(until) }) }))
    throw wrong('resume', `asks to wait for a call, ${cannotLeave}`);
  return items;
}

async function untilTime({ items, run, signal, setAside }: Context, given: Given): Promise<readonly Item[]> {
  const { resume, amount, unit, dateTime } = given;
  const kind = resume === 'specificTime' ? 'specificTime' : 'timeInterval';
  const until = await momentOf({ kind, amount, unit, dateTime, parameter: 'resume' }, run.timeZone);
  const ms = until - Date.now();
  if (ms > shortMs && setAside({ until: iso(until) })) return items;
  if (ms > longestMs) throw wrong('resume', `asks to wait for more than one hour, ${cannotLeave}`);
  // A time that is over is no reason to wait.
  if (ms > 0) await delay(ms, undefined, { signal });
  return items;
}

const cannotLeave =
  'which a pattern cannot do while another one waits for it; let the Call Pattern node go on without waiting';

/** As the host keeps times; a year of five digits would sort before all others. */
function iso(milliseconds: number): string {
  return new Date(Math.min(milliseconds, latest)).toISOString();
}
