import type { Grant } from '@patchbay/egress';
import {
  allowListField,
  allowListOf,
  type Field,
  type FieldMap,
  type FixedCollectionField,
  type JsonObject,
  openCredentials,
  Secret,
} from '@patchbay/fields';
import type { OpenedConnection } from '@patchbay/protocol';

/** What a connection names as its destination; undefined when that is nothing, or was said before. */
export type GrantOf = (connection: OpenedConnection) => Grant | undefined;

/** Of the same kinds as a host's name, but never one. */
const neverHosts = new Set(['options', 'boolean', 'pem']);
const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'ws:': 80, 'wss:': 443 };

/**
 * What somebody typed into this connection as the place that it leads to: fields for a destination, `host` and `port`,
 * and URLs. Read here and not by the connector, whose code runs where what is granted is used. Undefined when there is
 * nothing, or the configuration was sent before.
 */
export function namedDestinations(
  fields: FieldMap | undefined,
  { config, secrets }: OpenedConnection,
): Grant | undefined {
  if (!fields || !config) return undefined;
  const { [allowListField]: list, ...values } = config;
  const named = read(fields, openCredentials(fields, values as JsonObject, secrets));
  const usual = usualPorts(fields);
  const ports = named.ports.size > 0 ? [...named.ports] : usual.length > 0 ? usual : [undefined];
  const destinations = named.hosts.flatMap((host) => ports.map((port) => ({ host, port })));
  const reach = allowListOf(list);
  const found = { destinations: [...destinations, ...named.exact] };
  if (found.destinations.length === 0 && reach.length === 0) return undefined;
  return reach.length > 0 ? { ...found, reach } : found;
}

/** Of fields at the top, where a host's own port stands. A connector that says nothing of it may mean any. */
function usualPorts(fields: FieldMap): readonly number[] {
  return Object.values(fields).flatMap((field) => (field.kind === 'port' ? (field.usual ?? []) : []));
}

interface Named {
  hosts: string[];
  ports: Set<number>;
  /** With the ports that stand beside them. */
  exact: { host: string; port: number | undefined }[];
}

interface Leaf {
  name: string;
  field: Field | undefined;
  value: unknown;
}

function read(fields: FieldMap, values: Readonly<Record<string, unknown>>): Named {
  const named: Named = { hosts: [], ports: new Set(), exact: [] };
  for (const { name, field, value } of leavesOf(fields, values)) {
    const leads = field?.destination === true || name === 'host' || name === 'port';
    if (typeof value === 'string') note(value, leads && !neverHosts.has(field?.kind ?? ''), named);
    else if (typeof value === 'number' && leads) named.ports.add(value);
  }
  return named;
}

function leavesOf(fields: FieldMap, values: Readonly<Record<string, unknown>>): Leaf[] {
  return Object.entries(values).flatMap(([name, given]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const value: unknown = given instanceof Secret ? given.reveal() : given;
    if (!isRecord(value)) return [{ name, field, value }];
    if (field?.kind === 'collection') return leavesOf(field.fields, value);
    return field?.kind === 'fixedCollection' ? leavesOfRows(field, value) : [];
  });
}

function leavesOfRows({ groups }: FixedCollectionField, values: Readonly<Record<string, unknown>>): Leaf[] {
  return Object.entries(values).flatMap(([name, rows]) =>
    [rows].flat().flatMap((row) => (isRecord(row) ? leavesOf(groups[name]?.fields ?? {}, row) : [])),
  );
}

function note(text: string, leads: boolean, { hosts, exact }: Named): void {
  if (/^[a-z][a-z\d+.-]*:\/\//iu.test(text) && URL.canParse(text)) {
    const { hostname, port, protocol } = new URL(text);
    if (hostname !== '') exact.push({ host: hostname, port: Number(port) || defaultPorts[protocol] });
    return;
  }
  if (!leads) return;
  for (const part of text.split(/[\s,]+/u).filter((each) => each !== '')) {
    const [, host, port] = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/u.exec(part) ?? [];
    if (host !== undefined) exact.push({ host, port: Number(port) });
    else hosts.push(part);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
