import type { ImportFormat } from '@patchbay/contracts';
import { isAirflow, readAirflow } from './readers/airflow.js';
import { readCurl } from './readers/curl.js';
import { type EnvNames, readEnv } from './readers/env.js';
import { jsonOf } from './readers/json-text.js';
import { isN8n, readN8n } from './readers/n8n.js';
import { readPem } from './readers/pem.js';
import type { ReadResult } from './readers/reading.js';
import { readServiceAccount, serviceAccountIn } from './readers/service-account.js';
import { looksLikeUrl } from './readers/url.js';
import { readUrls } from './readers/urls.js';

/** Every format but our own, which is not read by guessing. */
export type ForeignFormat = Exclude<ImportFormat, 'patchbay'>;

const readers: Readonly<Record<ForeignFormat, (text: string, names: EnvNames) => ReadResult>> = {
  env: readEnv,
  urls: readUrls,
  curl: readCurl,
  n8n: readN8n,
  airflow: readAirflow,
  pem: readPem,
  serviceAccount: readServiceAccount,
};

export function readText(format: ForeignFormat, text: string, names: EnvNames): ReadResult {
  return readers[format](text, names);
}

/** What a pasted text seems to be. */
export function formatOf(text: string): ForeignFormat {
  const trimmed = text.trim();
  if (/^[[{]/.test(trimmed)) {
    if (serviceAccountIn(trimmed) !== undefined) return 'serviceAccount';
    const value = jsonOf(trimmed);
    return isAirflow(value) && !isN8n(value) ? 'airflow' : 'n8n';
  }
  if (/^-----BEGIN [A-Z0-9 ]+-----/m.test(trimmed) && !/^\s*(export\s+)?\w+\s*=/.test(trimmed)) return 'pem';
  if (/^(\$\s+)?(\S*\/)?curl\s/.test(trimmed)) return 'curl';
  if (/^(export\s+)?AIRFLOW_CONN_/.test(trimmed)) return 'airflow';
  const lines = trimmed.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.every((line) => looksLikeUrl(line.trim())) ? 'urls' : 'env';
}
