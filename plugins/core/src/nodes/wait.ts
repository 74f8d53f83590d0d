import { setTimeout as delay } from 'node:timers/promises';
import { defineNode, type Item, mainPin, type NodeContext, type Parameters } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { wrong } from '../values/lists.js';
import { latest, momentOf } from '../values/moment.js';
import { callerSlot, guardOf } from '../waiting/callers.js';
import { formOf } from '../waiting/form.js';
import { waitParameters } from '../waiting/parameters.js';

/** What is over sooner waits in its runner: to store a run and to fetch it again would take longer than it saves. */
const shortMs = 60_000;
/** Of a run that cannot leave its runner. */
const longestMs = 3_600_000;
const longestSuffix = 200;

type Given = Parameters<typeof waitParameters>;
type Context = NodeContext<typeof waitParameters, typeof callerSlot>;

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
  parameters: waitParameters,
  connections: callerSlot,
  inputs: [mainPin],
  outputs: [mainPin],
  execute: (context) => {
    const given = context.parameters();
    return given.resume === 'webhook' || given.resume === 'form'
      ? untilCalled(context, given)
      : untilTime(context, given);
  },
});

async function untilCalled(
  { items, run, connections, setAside }: Context,
  given: Given,
): Promise<readonly Item[]> {
  const { method, limit: kind, limitAmount: amount, limitUnit: unit, limitDateTime } = given;
  const asked = { amount, unit, dateTime: limitDateTime, parameter: 'limit' };
  const until = kind === 'never' ? undefined : await momentOf({ ...asked, kind }, run.timeZone);
  const guard = guardOf(given, connections.caller);
  const how =
    given.resume === 'form'
      ? { method: 'POST', respond: given.respondWhen, form: formOf(given) }
      : { method, respond: given.respond };
  const call = { ...how, ...suffixOf(given), ...(guard ? { guard } : {}) };
  if (!setAside({ call, ...(until === undefined ? {} : { until: iso(until) }) }))
    throw wrong('resume', `asks to wait for a call, ${cannotLeave}`);
  return items;
}

function suffixOf({ webhookSuffix }: Given): { suffix?: string } {
  const segments = webhookSuffix.split('/').filter((segment) => segment !== '');
  if (segments.length === 0) return {};
  const suffix = segments.join('/');
  // What an expression gives was not looked at when the pattern was saved.
  if (suffix.length <= longestSuffix && segments.every((segment) => /^[\w~.-]+$/u.test(segment)))
    return { suffix };
  throw wrong('webhookSuffix', 'takes letters, digits, and - _ . ~ between slashes, at most 200 of them');
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
