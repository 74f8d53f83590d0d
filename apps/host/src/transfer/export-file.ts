import type { ExportFile, Metadata } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { JsonObject, JsonValue } from '@patchbay/fields';
import { openWithPassphrase, sealWithPassphrase } from '@patchbay/vault';
import type { ConnectionRow } from '../connections/connection.table.js';
import { Mutex } from '../database/transactions.js';
import { now } from '../database/table.js';
import { isJsonObject, jsonOf } from './readers/json-text.js';

/** A connection in a file; `config` is whole in an encrypted file, and without its secrets in any other. */
export interface ExportedConnection {
  id: string;
  name: string;
  type: string;
  scope: ConnectionRow['scope'];
  description: string;
  tags: string[];
  metadata: Metadata;
  outputSchemas: string[];
  pool: ConnectionRow['pool'];
  config: JsonObject;
  /** Pointers of the secrets that the connection has. */
  secretKeys: string[];
}

const format = 'patchbay-connections';
const context = `${format} version 1`;
/** Each derivation of a key takes 128 MB, so they queue. */
const derivations = new Mutex();

export function plainFile(connections: readonly ExportedConnection[]): ExportFile {
  return { ...head(), connections: connections as unknown as Record<string, unknown>[] };
}

export async function sealedFile(
  connections: readonly ExportedConnection[],
  passphrase: string,
): Promise<ExportFile> {
  const plaintext = Buffer.from(JSON.stringify(connections));
  const encryption = await derivations.run(() => sealWithPassphrase(plaintext, passphrase, context));
  plaintext.fill(0);
  return { ...head(), encryption: { ...encryption } };
}

/**
 * What a file holds. `hasSecrets` says whether its configurations are whole.
 * @throws PatchbayError `import-unreadable`, `passphrase-wrong`
 */
export async function openFile(
  text: string,
  passphrase: string | undefined,
): Promise<{ connections: ExportedConnection[]; hasSecrets: boolean }> {
  const file = jsonOf(text);
  if (!isJsonObject(file) || file['format'] !== format) throw unreadable('It is no file of connections.');
  if (file['version'] !== 1) throw unreadable('It was written by a later version of Patchbay.');
  if (file['encryption'] === undefined)
    return { connections: listOf(file['connections']), hasSecrets: false };
  if (passphrase === undefined) throw unreadable('It is encrypted: its passphrase is needed.');
  const { encryption } = file;
  const plaintext = await derivations.run(() => openWithPassphrase(encryption, passphrase, context));
  const connections = jsonOf(plaintext.toString());
  plaintext.fill(0);
  return { connections: listOf(connections), hasSecrets: true };
}

function head(): Pick<ExportFile, 'format' | 'version' | 'exportedAt'> {
  return { format, version: 1, exportedAt: now() };
}

function listOf(value: JsonValue | undefined): ExportedConnection[] {
  if (!Array.isArray(value)) throw unreadable('It holds no list of connections.');
  return value.map((each, index) => {
    if (isExported(each)) return each;
    throw unreadable(`Its connection ${index + 1} is not complete.`);
  });
}

function isExported(value: JsonValue): value is JsonValue & ExportedConnection {
  if (!isJsonObject(value)) return false;
  const { id, name, type, scope, config, secretKeys } = value;
  return (
    [id, name, type].every((text) => typeof text === 'string') &&
    (scope === 'personal' || scope === 'project') &&
    isJsonObject(config) &&
    Array.isArray(secretKeys)
  );
}

function unreadable(detail: string): PatchbayError {
  return new PatchbayError('import-unreadable', detail);
}
