import type { ImportRule } from '@patchbay/contracts';
import { validate, type FieldMap, type JsonObject, type JsonValue } from '@patchbay/fields';
import type { CatalogConnector } from '../../plugins/catalog.js';
import type { Reading } from '../readers/reading.js';
import { convert, fieldAt } from './convert.js';
import { exactly } from './exact.js';

/** A reading as one connector would take it. */
export interface Mapped {
  connector: CatalogConnector;
  /** A patch of the configuration that means exactly these values. */
  config: JsonObject;
  /** Names of the values that found no place. */
  unmapped: string[];
  /** Pointers of what the connector still needs. */
  missing: string[];
  /** How well it fits; higher is better. */
  score: number;
}

/** What the connector makes of the reading; undefined when none of its rules fits. */
export function mapReading(reading: Reading, connector: CatalogConnector): Mapped | undefined {
  const rules = (connector.description.imports ?? []).filter((rule) => fits(rule, reading));
  const [best] = rules.map((rule) => apply(rule, reading, connector)).sort((a, b) => b.score - a.score);
  return best;
}

function fits({ from, names, hosts, needs = [] }: ImportRule, reading: Reading): boolean {
  return (
    from === reading.from &&
    (names === undefined || names.includes(reading.kind ?? '')) &&
    (hosts === undefined || hosts.some((host) => isHost(host, reading.host ?? ''))) &&
    needs.every((name) => reading.values.has(name))
  );
}

function isHost(pattern: string, host: string): boolean {
  const name = host.toLowerCase();
  return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : name === pattern;
}

function apply(rule: ImportRule, reading: Reading, connector: CatalogConnector): Mapped {
  const { fields } = connector;
  const config: JsonObject = { ...rule.constants };
  const covered = new Set<string>();
  for (const [name, { value, covers }] of reading.values) {
    const target = Object.hasOwn(rule.fields, name) ? rule.fields[name] : undefined;
    if (target === undefined) continue;
    const field = fieldAt(fields, target.field);
    const converted = field === undefined ? undefined : convert(field, target, value);
    if (converted === undefined) continue;
    place(config, target.field, converted);
    for (const part of covers) covered.add(part);
  }
  const parts = new Set([...reading.values.values()].flatMap(({ covers }) => covers));
  const unmapped = [...parts].filter((part) => !covered.has(part));
  const missing = missingIn(fields, config);
  const special = (rule.needs?.length ?? 0) * 10 + (rule.hosts === undefined ? 0 : 100);
  const score = special + covered.size * 4 - unmapped.length * 2 - missing.length;
  return { connector, config: exactly(fields, config), unmapped, missing, score };
}

/** Defines own members: the name in a rule is a plugin's word. */
function place(config: JsonObject, path: string, value: JsonValue): void {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) return define(config, first, value);
  const inner = Object.hasOwn(config, first) ? (config[first] as JsonObject) : {};
  place(inner, rest.join('.'), value);
  define(config, first, inner);
}

function define(config: JsonObject, key: string, value: JsonValue): void {
  Object.defineProperty(config, key, { value, writable: true, enumerable: true, configurable: true });
}

function missingIn(fields: FieldMap, config: JsonObject): string[] {
  return validate(fields, config).flatMap(({ pointer, detail }) =>
    detail === 'is required' ? [pointer] : [],
  );
}
