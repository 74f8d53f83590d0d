import type { ImportFormat } from '@patchbay/contracts';

const words: Record<ImportFormat, string> = {
  patchbay: 'file of connections',
  env: '.env block',
  urls: 'connection URL',
  curl: 'cURL command',
  n8n: 'n8n credentials',
  airflow: 'Airflow connection',
  pem: 'PEM bundle',
  serviceAccount: 'service account',
};

export function formatWords(format: ImportFormat): string {
  return words[format];
}

/** What a text seems to be; undefined for one that may as well be the value of a single field. */
export function guessFormat(text: string): ImportFormat | undefined {
  const trimmed = text.trim();
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) return jsonFormat(trimmed);
  if (isPem(trimmed)) return 'pem';
  if (/^(\$\s+)?curl\s/.test(trimmed)) return 'curl';
  if (/^(export\s+)?AIRFLOW_CONN_/m.test(trimmed)) return 'airflow';
  if (/^(export\s+)?[A-Z][A-Z0-9_]*\s*=/m.test(trimmed)) return 'env';
  return trimmed.split(/\s+/).every(isConnectionUrl) ? 'urls' : undefined;
}

/** Whether the text is made for several fields, so that one that takes long texts is not meant to take all of it. */
export function isForSeveralFields(text: string, format: ImportFormat): boolean {
  if (format === 'serviceAccount') return true;
  return format === 'pem' && /BEGIN CERTIFICATE-/.test(text) && /BEGIN ([A-Z0-9]+ )*PRIVATE KEY-/.test(text);
}

/** Before its blocks tools write what is in them; the end of a block can read like the name of a variable. */
function isPem(text: string): boolean {
  return /^-----BEGIN [A-Z0-9 ]+-----/m.test(text) && !/^(export\s+)?\w+\s*=/.test(text);
}

/** A web address without a login is mostly what one field asks for. */
function isConnectionUrl(text: string): boolean {
  if (!/^[a-z][a-z0-9+.:-]*:\/\/\S/i.test(text)) return false;
  return !/^https?:/i.test(text) || /^https?:\/\/[^/\s]*@/i.test(text);
}

function jsonFormat(text: string): ImportFormat | undefined {
  if (/"format"\s*:\s*"patchbay-connections"/.test(text)) return 'patchbay';
  if (/"type"\s*:\s*"service_account"/.test(text)) return 'serviceAccount';
  if (/"conn_type"\s*:/.test(text)) return 'airflow';
  return /"data"\s*:/.test(text) && /"type"\s*:/.test(text) ? 'n8n' : undefined;
}
