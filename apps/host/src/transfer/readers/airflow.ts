import type { JsonObject, JsonValue } from '@patchbay/fields';
import { flattened, isJsonObject, jsonOf } from './json-text.js';
import { derived, joined, type Reading, type ReadResult, type ReadValue, valuesOf } from './reading.js';
import { decode } from './url.js';

/**
 * Connections of Airflow: a JSON file of them (as objects or as URIs), or lines `name=URI`, also as the environment
 * variables `AIRFLOW_CONN_NAME=…`.
 */
export function readAirflow(text: string): ReadResult {
  const value = jsonOf(text);
  if (Array.isArray(value)) return joined(value.map((each, index) => readListed(each, index)));
  if (isJsonObject(value)) {
    if (typeof value['conn_type'] === 'string') return readListed(value, 0);
    return joined(Object.entries(value).map(([name, each]) => readNamed(name, each)));
  }
  return joined(text.split(/\r?\n/).map((line, index) => readLine(line.trim(), index + 1)));
}

export function isAirflow(value: JsonValue | undefined): boolean {
  if (Array.isArray(value)) return isJsonObject(value[0]) && 'conn_type' in value[0];
  if (!isJsonObject(value)) return false;
  return (
    'conn_type' in value || Object.values(value).some((each) => isJsonObject(each) && 'conn_type' in each)
  );
}

function readListed(value: JsonValue, index: number): ReadResult {
  const id = isJsonObject(value) ? (value['conn_id'] ?? value['id']) : undefined;
  return readNamed(typeof id === 'string' ? id : `connection ${index + 1}`, value);
}

function readNamed(name: string, value: JsonValue): ReadResult {
  const reading = typeof value === 'string' ? fromUri(name, value) : fromObject(name, value);
  if (reading !== undefined) return { readings: [reading], notRead: [] };
  return { readings: [], notRead: [{ where: name, reason: 'is no connection of Airflow' }] };
}

function readLine(line: string, number: number): ReadResult {
  if (line === '' || line.startsWith('#')) return { readings: [], notRead: [] };
  const [, name = `line ${number}`, value = line] =
    /^(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(?:'|")?([^]*?)(?:'|")?$/.exec(line) ?? [];
  const parsed = value.startsWith('{') ? jsonOf(value) : value;
  return readNamed(name.replace(/^AIRFLOW_CONN_/, '').toLowerCase(), parsed ?? value);
}

function fromObject(name: string, value: JsonValue): Reading | undefined {
  if (!isJsonObject(value) || typeof value['conn_type'] !== 'string') return undefined;
  const { conn_type: kind, host, login, password, schema, port, extra } = value;
  const extras = typeof extra === 'string' && extra !== '' ? jsonOf(extra) : extra;
  const parts = { host, login, password, schema, port: Number(port) || undefined };
  return reading(name, kind, parts, isJsonObject(extras) ? extras : {});
}

/** Airflow's own form: everything percent-encoded, the type as the scheme, further values as the query. */
function fromUri(name: string, text: string): Reading | undefined {
  const [, scheme, authority = '', path = '', query = ''] =
    /^([a-z][\w+.-]*):\/\/([^/?]*)(?:\/([^?]*))?(?:\?([^]*))?$/i.exec(text.trim()) ?? [];
  if (scheme === undefined) return undefined;
  const at = authority.lastIndexOf('@');
  const [login, password] = at < 0 ? [] : authority.slice(0, at).split(':').map(decode);
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(authority.slice(at + 1)) ?? [];
  const { __extra__: json, ...extras } = Object.fromEntries(new URLSearchParams(query));
  const whole = json === undefined ? undefined : jsonOf(json);
  const parts = {
    host: decode(host),
    login,
    password,
    schema: decode(path),
    port: Number(port) || undefined,
  };
  const kind = scheme.toLowerCase().replaceAll('-', '_');
  const known = kind === 'postgresql' ? 'postgres' : kind;
  return reading(name, known, parts, isJsonObject(whole) ? whole : extras);
}

type Parts = Record<'host' | 'login' | 'password' | 'schema' | 'port', JsonValue | undefined>;

function reading(name: string, kind: string, parts: Parts, extras: JsonObject): Reading {
  const extra = flattened(extras).map(([key, value]): [string, JsonValue] => [`extra.${key}`, value]);
  const values = [...valuesOf(parts), ...valuesOf(Object.fromEntries(extra)), ...address(kind, parts)];
  return { from: 'airflow', kind, name, values: new Map(values) };
}

/** As Airflow's HTTP hook puts it together: the schema is the protocol, unless the host is a URL already. */
function address(kind: string, { host, schema, port }: Parts): [string, ReadValue][] {
  if (typeof host !== 'string' || host === '') return [];
  const protocol = typeof schema === 'string' && schema !== '' ? schema : kind === 'https' ? 'https' : 'http';
  const base = host.includes('://') ? host : `${protocol}://${host}`;
  const behind = typeof port === 'number' ? `:${port}` : '';
  return derived('address', base.replace(/\/+$/, '') + behind, ['host', 'port', 'schema']);
}
