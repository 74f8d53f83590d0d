import { wrong } from './lists.js';

/** The end of the year 9999, in milliseconds since 1970. */
export const latest = 253_402_300_799_999;

const unitMs = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;

export const unitOptions = [
  { value: 'seconds', name: 'Seconds' },
  { value: 'minutes', name: 'Minutes' },
  { value: 'hours', name: 'Hours' },
  { value: 'days', name: 'Days' },
] as const;

export interface MomentAsked {
  kind: 'timeInterval' | 'specificTime';
  amount: number;
  unit: keyof typeof unitMs;
  dateTime: string | undefined;
  /** The parameter that asks. */
  parameter: string;
}

/** In milliseconds since 1970. Throws `parameter-invalid`. */
export async function momentOf(asked: MomentAsked, zone: string): Promise<number> {
  const { kind, amount, unit } = asked;
  if (kind === 'specificTime') return timeOf(asked, zone);
  if (amount < 0) throw wrong(asked.parameter, 'needs an amount that is not negative');
  return Date.now() + amount * unitMs[unit];
}

async function timeOf({ dateTime = '', parameter }: MomentAsked, zone: string): Promise<number> {
  const { DateTime } = await import('luxon');
  const time = DateTime.fromISO(dateTime, { zone });
  if (!time.isValid) throw wrong(parameter, 'needs a date and time in ISO 8601, such as 2030-01-31T09:00');
  return time.toMillis();
}
