const makers = {
  DateTimeFormat: (locale: string | undefined, options: object) => new Intl.DateTimeFormat(locale, options),
  NumberFormat: (locale: string | undefined, options: object) => new Intl.NumberFormat(locale, options),
  RelativeTimeFormat: (locale: string | undefined, options: object) =>
    new Intl.RelativeTimeFormat(locale, options),
  ListFormat: (locale: string | undefined, options: object) => new Intl.ListFormat(locale, options),
} as const;
const methods = ['format', 'formatToParts', 'resolvedOptions'] as const;

type Formatter = Readonly<Record<(typeof methods)[number], (...values: unknown[]) => unknown>>;
const made = new Map<string, Formatter>();

/** One call of the sandbox's Intl: kind, method, locale, options, values. The language is English, the zone the run's. */
export function callIntl(given: readonly unknown[], timeZone: string): unknown {
  const [kind, method, locale, options, ...values] = given;
  // The names come from an expression; only these functions are reachable by them.
  if (typeof kind !== 'string' || !Object.hasOwn(makers, kind)) throw new RangeError('unknown formatter');
  const called = methods.find((name) => name === method);
  if (!called) throw new RangeError('unknown method');
  return formatter(kind as keyof typeof makers, locale, options, timeZone)[called](...values);
}

function formatter(
  kind: keyof typeof makers,
  locale: unknown,
  options: unknown,
  timeZone: string,
): Formatter {
  const key = JSON.stringify([kind, locale, options, timeZone]);
  const known = made.get(key);
  if (known) return known;
  const defaults = kind === 'DateTimeFormat' ? { timeZone } : {};
  const chosen = typeof options === 'object' && options !== null ? options : {};
  const created = makers[kind](typeof locale === 'string' ? locale : 'en-US', {
    ...defaults,
    ...chosen,
  }) as unknown as Formatter;
  // An expression that invents locales must not fill the memory.
  if (made.size >= 200) made.clear();
  made.set(key, created);
  return created;
}
