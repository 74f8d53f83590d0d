import { useNow } from './use-now.js';

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** A time as people say it; the exact one on hover. */
export function RelativeTime({ time }: { time: string }) {
  // A clock that is a little behind must not tell of the future.
  const seconds = Math.min(0, Date.parse(time) - useNow()) / 1000;
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return (
    <time dateTime={time} title={new Date(time).toLocaleString()}>
      {words.format(Math.round(seconds / size), unit)}
    </time>
  );
}
