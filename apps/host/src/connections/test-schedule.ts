import type { TestSchedule } from '@patchbay/contracts';

const dayMs = 24 * 3_600_000;
const periods: Readonly<Record<Exclude<TestSchedule, 'off'>, number>> = { daily: dayMs, weekly: 7 * dayMs };

/**
 * When a connection is tested next; null for never. Up to a tenth of the period sooner, by chance: what was set up
 * together would else be tested together for ever.
 */
export function nextTest(schedule: TestSchedule, from: Date, chance = Math.random()): string | null {
  if (schedule === 'off') return null;
  const period = periods[schedule];
  return new Date(from.getTime() + period * (1 - chance / 10)).toISOString();
}
