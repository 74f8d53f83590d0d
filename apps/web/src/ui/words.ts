/** How long it took, as people say it. */
export function milliseconds(value: number): string {
  if (value < 999.5) return `${Math.round(value)} ms`;
  if (value < 59_950) return `${(value / 1000).toFixed(1)} s`;
  const seconds = Math.round(value / 1000);
  if (seconds < 3600) return pair(seconds, 60, 'min', 's');
  return pair(Math.round(seconds / 60), 60, 'h', 'min');
}

/** Two units, of which the smaller one is left out where it is zero. */
function pair(value: number, size: number, large: string, small: string): string {
  const rest = value % size;
  return `${grouped(Math.floor(value / size))} ${large}${rest === 0 ? '' : ` ${rest} ${small}`}`;
}

const units = ['bytes', 'KB', 'MB', 'GB'];

export function bytes(value: number): string {
  if (value < 1000) return count(value, 'byte');
  const power = Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  return `${(value / 1000 ** power).toFixed(1)} ${units[power] ?? ''}`;
}

export function count(value: number, one: string, many = `${one}s`): string {
  return `${grouped(value)} ${value === 1 ? one : many}`;
}

/** With thin spaces. */
export function grouped(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, '\u2009');
}

export function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
