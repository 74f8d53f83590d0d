import { joined, type ReadResult } from './reading.js';
import { readUrl } from './url.js';

/** One URL per line, perhaps with a name before it: `shop=postgres://…` or `shop postgres://…`. */
export function readUrls(text: string): ReadResult {
  return joined(text.split(/\r?\n/).map((line, index) => readLine(line.trim(), index + 1)));
}

function readLine(line: string, number: number): ReadResult {
  if (line === '' || line.startsWith('#')) return { readings: [], notRead: [] };
  const [, name = '', url = line] = /^([^\s=:/]+)(?:\s*=\s*|\s+|:\s+)(\S.*)$/.exec(line) ?? [];
  const reading = readUrl(url, name);
  if (typeof reading === 'string')
    return { readings: [], notRead: [{ where: `line ${number}`, reason: reading }] };
  return { readings: [{ ...reading, name: name || nameOf(reading.host, reading.kind) }], notRead: [] };
}

/** Of a URL that nobody named. */
export function nameOf(host: string | undefined, kind: string | undefined): string {
  return host === undefined || host === '' ? (kind ?? 'connection') : host;
}
