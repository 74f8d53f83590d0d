const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** A time as people say it; the exact one on hover. */
export function RelativeTime({ time }: { time: string }) {
  const seconds = (Date.parse(time) - Date.now()) / 1000;
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return (
    <time dateTime={time} title={new Date(time).toLocaleString()}>
      {words.format(Math.round(seconds / size), unit)}
    </time>
  );
}
