import { PatchbayError } from '@patchbay/errors';
import type { Model } from '@patchbay/plugin-sdk';
import { createRedactor } from '@patchbay/redaction';
import { Stop } from '../steps/stop.js';
import { patchbayError } from './failures.js';
import { openClient, type ConnectionToOpen, type OpenClient, type OpenOptions } from './open.js';
import { untilAborted } from './until-aborted.js';

export interface ModelRequest {
  /** Only these; those that the login owns when empty. */
  schemas: readonly string[];
  maxModels: number;
  signal: AbortSignal;
  deadlineMs: number;
}

export interface ModelList {
  models: Model[];
  /** There are more, or some have more columns than are told. */
  truncated: boolean;
}

/**
 * What a connection can read, on a client of its own. Rejects with `connect-unsupported` for connections without tables,
 * `connect-timeout` and other `connect-*`; no message holds a secret.
 */
export async function listModels(
  options: OpenOptions,
  connection: ConnectionToOpen,
  { schemas, maxModels, signal, deadlineMs }: ModelRequest,
): Promise<ModelList> {
  const late = new PatchbayError('connect-timeout', `The list was not there within ${deadlineMs / 1_000} s.`);
  const stop = new Stop().follow(signal).after(deadlineMs, late);
  let open: OpenClient | undefined;
  try {
    open = openClient({ ...options, maxReceivedBytes }, connection);
    const models = await untilAborted(ask(open, schemas, stop.signal), stop.signal);
    return bounded(models, maxModels);
  } catch (error) {
    const { code, detail = '' } = patchbayError(error);
    throw new PatchbayError(code, createRedactor(open?.secrets).redactAndTruncate(detail, 2_000));
  } finally {
    stop.end();
    // Not awaited: a server that hangs at closing must not hold up the answer.
    void open?.close();
  }
}

const maxReceivedBytes = 64 * 1024 * 1024;
const mostColumns = 50_000;

async function ask(open: OpenClient, schemas: readonly string[], signal: AbortSignal): Promise<Model[]> {
  const sql = open.connector.capabilities?.sql;
  if (!sql)
    throw new PatchbayError(
      'connect-unsupported',
      `A ${open.connector.displayName} connection has no tables, collections or files to list.`,
    );
  return sql(await open.client).models({ signal, ...(schemas.length === 0 ? {} : { schemas }) });
}

/** A warehouse may have a million tables; a list for people to choose from needs no more than they can look through. */
function bounded(all: readonly Model[], maxModels: number): ModelList {
  let left = mostColumns;
  let truncated = all.length > maxModels;
  const models = all.slice(0, maxModels).map(({ schema, name, kind, columns }) => {
    const shown = columns?.slice(0, left);
    left -= shown?.length ?? 0;
    if ((columns?.length ?? 0) > (shown?.length ?? 0)) truncated = true;
    return { ...(schema === undefined ? {} : { schema }), name, kind, ...(shown ? { columns: shown } : {}) };
  });
  return { models, truncated };
}
