import type { ImportRule } from '@patchbay/contracts';
import { readDotenv } from './dotenv.js';
import { type Reading, type ReadResult, valuesOf } from './reading.js';
import { looksLikeUrl, readUrl } from './url.js';

/** What the rules of all connectors say about variables. */
export interface EnvNames {
  rules: readonly ImportRule[];
  /** URL schemes that some connector takes, by the lower-case name. */
  isKnownUrl(reading: Reading): boolean;
  /** The prefix that stands for a kind of server: `mysql` and `pgsql` of DB_CONNECTION. */
  prefixOf: (kind: string) => string | undefined;
}

/**
 * Connections in a `.env` file: variables that hold a URL, and groups with a known prefix, before which anything
 * may stand (`STAGING_POSTGRES_HOST`). A group with a prefix of its own (`DB_HOST`) says what it is by another
 * variable (`DB_CONNECTION=mysql`).
 */
export function readEnv(text: string, names: EnvNames): ReadResult {
  const { values, notRead } = readDotenv(text);
  const readings: Reading[] = [];
  const left = new Map(values);
  for (const [name, value] of values) {
    const reading = looksLikeUrl(value) ? readUrl(value, titleOf(name)) : undefined;
    if (reading === undefined || typeof reading === 'string' || !names.isKnownUrl(reading)) continue;
    readings.push(reading);
    left.delete(name);
  }
  for (const group of groupsOf(left, names)) {
    readings.push(group.reading);
    for (const name of group.taken) left.delete(name);
  }
  const unknown = [...left.keys()].map((where) => ({ where, reason: 'belongs to no known connection' }));
  return { readings, notRead: [...notRead, ...unknown] };
}

interface Group {
  reading: Reading;
  taken: string[];
}

function groupsOf(variables: ReadonlyMap<string, string>, names: EnvNames): Group[] {
  const groups = new Map<string, { kind: string; members: Map<string, string> }>();
  const endings = endingsOf(names.rules);
  for (const name of variables.keys()) {
    const place = placeOf(name, endings) ?? ownPlace(name, variables, names.prefixOf);
    if (place === undefined) continue;
    const group = groups.get(place.prefix) ?? { kind: place.kind, members: new Map<string, string>() };
    groups.set(place.prefix, group);
    group.members.set(place.suffix, name);
  }
  return [...groups].map(([prefix, { kind, members }]) => {
    const values = [...members].map(([suffix, name]): [string, string] => [
      suffix,
      variables.get(name) ?? '',
    ]);
    const reading: Reading = {
      from: 'env',
      kind,
      name: titleOf(prefix),
      values: new Map(valuesOf(Object.fromEntries(values))),
    };
    return { reading, taken: [...members.values(), ...discriminators(prefix, variables)] };
  });
}

interface Place {
  prefix: string;
  kind: string;
  suffix: string;
}

type Ending = Pick<Place, 'kind' | 'suffix'>;

/** Longest first: of FROM_ADDRESS and ADDRESS the longer one is what a variable says. */
function endingsOf(rules: readonly ImportRule[]): Ending[] {
  const endings = rules.flatMap(({ names = [], fields }) =>
    names.flatMap((kind) => Object.keys(fields).map((suffix) => ({ kind, suffix }))),
  );
  return endings.sort((a, b) => b.suffix.length - a.suffix.length);
}

function placeOf(name: string, endings: readonly Ending[]): Place | undefined {
  for (const { kind, suffix } of endings) {
    const known = kind + suffix;
    if (name !== known && !name.endsWith(`_${known}`)) continue;
    return { prefix: name.slice(0, -suffix.length), kind, suffix };
  }
  return undefined;
}

const discriminating = ['CONNECTION', 'DRIVER', 'DIALECT', 'ENGINE', 'TYPE', 'CLIENT', 'ADAPTER'];

function ownPlace(
  name: string,
  variables: ReadonlyMap<string, string>,
  prefixOf: EnvNames['prefixOf'],
): Place | undefined {
  const [, prefix = '', suffix = ''] = /^(.+_)([A-Z]+)$/.exec(name) ?? [];
  const [discriminator] = discriminators(prefix, variables);
  if (discriminator === undefined || name === discriminator) return undefined;
  const kind = prefixOf((variables.get(discriminator) ?? '').toLowerCase().split(/[.+]/).at(-1) ?? '');
  return kind === undefined ? undefined : { prefix, kind, suffix };
}

function discriminators(prefix: string, variables: ReadonlyMap<string, string>): string[] {
  return discriminating.map((suffix) => prefix + suffix).filter((name) => variables.has(name));
}

/** `SHOP_DATABASE_URL` → `shop database`. */
function titleOf(name: string): string {
  const words = name.replace(/_(URL|URI|DSN)$/i, '').replaceAll('_', ' ');
  return words.trim().toLowerCase() || 'connection';
}
