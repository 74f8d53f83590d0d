import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { PatternNode } from '@patchbay/contracts';
import type { FinalAnswer } from '@patchbay/protocol';
import { fixed, nameOf, oneOf, wrong } from './read-parameter.js';
import type { Receipt } from './webhook-options.js';

const contents = ['auto', 'firstItem', 'allItems', 'file', 'nothing'] as const;

/** How the end of the run is answered; undefined where nothing is said of it. */
export function readAnswer(trigger: PatternNode): FinalAnswer | undefined {
  const data = oneOf(trigger, 'respondWith', contents) ?? 'auto';
  const key = data === 'file' || data === 'nothing' ? undefined : nameOf(trigger, 'responseKey');
  const file = data === 'file' ? nameOf(trigger, 'responseFile') : undefined;
  const answer = {
    ...headOf(trigger),
    ...(data === 'auto' ? {} : { data }),
    ...(key === undefined ? {} : { key }),
    ...(file === undefined ? {} : { file }),
  };
  return Object.keys(answer).length === 0 ? undefined : answer;
}

/** What is answered at once; undefined where nothing is said of it. */
export function readReceipt(trigger: PatternNode): Receipt | undefined {
  const body = fixed(trigger, 'responseBody') ?? undefined;
  const receipt = { ...headOf(trigger), ...(body === undefined || body === '' ? {} : { body }) };
  return Object.keys(receipt).length === 0 ? undefined : receipt;
}

function headOf(trigger: PatternNode): Pick<FinalAnswer, 'status' | 'headers'> {
  const status = fixed(trigger, 'statusCode') ?? undefined;
  if (status !== undefined && !isStatus(status))
    throw wrong(trigger, 'statusCode must be a whole number from 200 to 599');
  const headers = headersOf(trigger);
  return {
    ...(status === undefined ? {} : { status }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
  };
}

function isStatus(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599;
}

/** Whatever no answer can have is refused now: each request would fail by it. */
function headersOf(trigger: PatternNode): Record<string, string> {
  const given: unknown = fixed(trigger, 'headers') ?? {};
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw wrong(trigger, 'headers must be an object of texts');
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, valueOf(trigger, name, value)]),
  );
}

function valueOf(trigger: PatternNode, name: string, value: unknown): string {
  try {
    if (typeof value !== 'string') throw new TypeError('no text');
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return value;
  } catch {
    throw wrong(trigger, `the header "${name}" cannot be sent`);
  }
}
