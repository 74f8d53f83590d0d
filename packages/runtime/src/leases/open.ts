import { setImmediate, setTimeout } from 'node:timers/promises';
import { createEgress, type Egress, type EgressPolicy } from '@patchbay/egress';
import { PatchbayError } from '@patchbay/errors';
import { allowListField, openCredentials, type JsonObject } from '@patchbay/fields';
import { type AnyConnector, type FieldMap, type PoolSettings } from '@patchbay/plugin-sdk';
import type { Catalog } from '../types.js';
import { destinationsOf, reachOf } from './destinations.js';
import { createFileAccess } from './files.js';
import { secretTexts } from './secrets.js';

export interface OpenOptions {
  catalog: Catalog;
  policy: EgressPolicy;
  allowedDirectories: readonly string[];
  /** Bytes that the client may receive in its life; no limit when absent. */
  maxReceivedBytes?: number;
}

export interface ConnectionToOpen {
  connectorType: string;
  /** Opened values, secrets included. */
  config: Readonly<Record<string, unknown>>;
  /** Values of the named secrets that readable fields take. */
  secrets?: Readonly<Record<string, string>>;
  pool: PoolSettings;
}

/** A client and all that has to be ended with it. The credentials themselves are gone once it is open. */
export interface OpenClient {
  readonly connector: AnyConnector;
  /** For redaction. */
  readonly secrets: readonly string[];
  readonly client: Promise<unknown>;
  /** Ends the client and whatever it still has open. */
  close(): Promise<void>;
}

export function openClient(options: OpenOptions, connection: ConnectionToOpen): OpenClient {
  const connector = options.catalog.connector(connection.connectorType);
  if (!connector)
    throw new PatchbayError(
      'connector-not-found',
      `No plugin brings the connector ${connection.connectorType}.`,
    );
  const fields = connector.fields as FieldMap;
  // Taken out first: no plugin declares it, and values of unknown fields count as secrets.
  const { [allowListField]: allowList, ...values } = connection.config as JsonObject;
  const credentials = openCredentials(fields, values, connection.secrets);
  const named = Object.values(connection.secrets ?? {});
  const secrets = [...secretTexts(fields, values, credentials), ...named];
  const lifetime = new AbortController();
  // The credentials only ever go to the hosts that they were saved for.
  const bound = destinationsOf(connector, credentials);
  const egress = createEgress({
    policy: options.policy,
    origin: 'connection',
    bound,
    reach: reachOf(allowList, bound),
    maxReceivedBytes: options.maxReceivedBytes,
    signal: lifetime.signal,
  });
  const context = {
    egress,
    files: createFileAccess(options.allowedDirectories),
    pool: connection.pool,
    signal: lifetime.signal,
  };
  const client = Promise.resolve().then(() => connector.open(credentials, context) as unknown);
  return { connector, secrets, client, close: once(() => end(connector, client, egress, lifetime)) };
}

const closingMs = 3_000;

async function end(
  connector: AnyConnector,
  client: Promise<unknown>,
  egress: Egress,
  lifetime: AbortController,
): Promise<void> {
  const cut = () => lifetime.abort(new PatchbayError('connect-unreachable', 'The connection was closed.'));
  const closed = client.then((opened) => connector.close?.(opened));
  // It may fail long after nobody waits for it any more.
  closed.catch(() => undefined);
  try {
    // Also a client that is still opening gets closed, whenever that ends; but nobody waits for it.
    if (!(await isOpen(client))) cut();
    await Promise.race([closed, setTimeout(closingMs, undefined, { ref: false })]);
  } catch {
    // It never opened, or fails at closing: cutting its sockets is all that is left to do.
  } finally {
    cut();
    await egress.close();
  }
}

async function isOpen(client: Promise<unknown>): Promise<boolean> {
  return Promise.race([client.then(() => true), setImmediate(false)]);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}
