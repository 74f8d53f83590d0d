import type { Readable } from 'node:stream';
import type { JsonValue, SqlText } from '@patchbay/fields';
import type { ByteSource } from './byte-source.js';
import type { JsonObject } from './items.js';

/** A table, view, collection or file that a connection can read. */
export interface Model {
  schema?: string;
  name: string;
  kind: 'table' | 'view' | 'collection' | 'file';
  columns?: { name: string; type: string; nullable?: boolean }[];
}

export interface SqlRows {
  rows: JsonObject[];
  columns: string[];
  /** Rows returned, or rows affected by a statement that returns none. */
  rowCount: number;
}

export type SqlWriteOperation = 'insert' | 'upsert' | 'update' | 'replace' | 'delete';

export interface SqlWrite {
  operation: SqlWriteOperation;
  schema?: string;
  table: string;
  columns: readonly string[];
  /** Columns that identify a row; needed by all operations but `insert` and `replace`. */
  keys?: readonly string[];
  rows: readonly JsonObject[];
  /** Of `insert`: a row that a unique index has already is left out instead of failing all of them. */
  skipConflicts?: boolean;
  /** Columns of the rows that were written, or `*`, to be given back; `postgresql` and `sqlite` can. */
  returning?: readonly string[];
}

export interface SqlWritten {
  affected: number;
  /** Where columns were asked for. */
  rows?: JsonObject[];
}

export interface CallOptions {
  signal: AbortSignal;
}

export interface ReadOptions extends CallOptions {
  /** Numbers of types that hold more than a double, such as NUMERIC and BIGINT, come as texts; else only those that a double would change. */
  largeNumbers?: 'text';
  /** The database executes nothing that would change something: rejects with `sql-refused`. */
  readOnly?: true;
}

/** Statements are parameterised: values never become SQL text. */
export interface SqlCapability {
  readonly dialect:
    'postgresql' | 'sqlite' | 'mysql' | 'mssql' | 'oracle' | 'snowflake' | 'bigquery' | 'saphana';
  query(statement: SqlText, options: ReadOptions & { maxRows?: number }): Promise<SqlRows>;
  /** As `query` for each of them, in one transaction: all of them or none. */
  queryAll?(statements: readonly SqlText[], options: ReadOptions & { maxRows?: number }): Promise<SqlRows[]>;
  /** Rows in batches of at most `batchSize`, fewer where rows are wide; memory does not grow with the result. */
  stream(statement: SqlText, options: ReadOptions & { batchSize?: number }): AsyncIterable<JsonObject[]>;
  /** All rows in one transaction: either every row is written or none. */
  write(write: SqlWrite, options: CallOptions): Promise<SqlWritten>;
  /** As `write`, with rows that are still coming: if reading them fails, nothing is written. */
  writeBatches?(
    write: Omit<SqlWrite, 'rows'>,
    batches: AsyncIterable<readonly JsonObject[]>,
    options: CallOptions,
  ): Promise<SqlWritten>;
  /**
   * Has the database look at a statement without executing it: that its names exist, and that this login may do it.
   * False when it cannot tell for such a statement; rejects as `query` does.
   */
  check?(statement: SqlText, options: CallOptions): Promise<boolean>;
  models(options: CallOptions & { schemas?: readonly string[] }): Promise<Model[]>;
}

export interface HttpRequest {
  method?: string;
  /** Absolute, or relative to the connection's base URL. */
  url: string;
  query?: Record<string, string | readonly string[]>;
  headers?: Record<string, string>;
  /** A string or bytes are sent as they are; anything else as JSON. */
  body?: JsonValue | Uint8Array | ByteSource;
  timeoutMs?: number;
  maxBytes?: number;
  /** With 0 the redirect itself is the answer. */
  maxRedirects?: number;
  /**
   * `auto` (default) parses an answer that says it is JSON; `json` parses every answer; `text` parses none;
   * `stream` gives the bytes as they come, and null as the body.
   */
  responseFormat?: 'auto' | 'json' | 'text' | 'stream';
}

export interface HttpResponse {
  /** Where the answer came from, without its query, which may hold the connection's key. */
  url?: string;
  status: number;
  statusText: string;
  headers: Record<string, string | string[]>;
  /** Parsed or text, as the request's `responseFormat` says. */
  body: JsonValue;
  /** With the response format `stream`; whoever asked for it reads it to its end or destroys it. */
  stream?: Readable;
}

/** A client that adds the connection's authentication; nodes never see the credential. */
export interface HttpCapability {
  request(request: HttpRequest, options: CallOptions): Promise<HttpResponse>;
}

export type Severity = 'info' | 'success' | 'warning' | 'error' | 'critical';

export interface NotifierCapability {
  notify(
    message: { subject: string; bodyText: string; severity: Severity; source: string },
    options: CallOptions,
  ): Promise<void>;
  healthCheck(options: CallOptions): Promise<void>;
}

export interface MessagingCapability {
  sendMessage(message: { to: string; body: string }, options: CallOptions): Promise<{ id?: string }>;
}

export interface MailAttachment {
  fileName: string;
  mimeType: string;
  content: Uint8Array | ByteSource;
  /** The name by which the HTML of the mail shows it: `<img src="cid:logo">`. */
  contentId?: string;
}

export interface MailCapability {
  send(
    mail: {
      from?: string;
      to: readonly string[];
      cc?: readonly string[];
      bcc?: readonly string[];
      replyTo?: readonly string[];
      subject: string;
      text?: string;
      html?: string;
      attachments?: readonly MailAttachment[];
    },
    options: CallOptions,
  ): Promise<{ messageId: string; accepted: string[]; rejected: string[] }>;
}

export interface WebhookAnswer {
  status: number;
  headers: Record<string, string | string[]>;
  /** Parsed when the answer says that it is JSON, else text. */
  body: JsonValue;
}

/** Sends to the connection's one address, authorised or signed as the connection says. */
export interface WebhookCapability {
  /** A string or bytes are sent as they are; anything else as JSON. Any status is an answer; redirects are not followed. */
  send(body: JsonValue | Uint8Array | ByteSource, options: CallOptions): Promise<WebhookAnswer>;
}

/** Makes JSON Web Tokens with the connection's key, which nobody else sees. */
export interface JwtCapability {
  /** The token of these claims; with `iat`, the time, unless they have their own. */
  sign(claims: JsonObject, options: CallOptions): Promise<string>;
}

/** Every capability by the name under which connectors offer and nodes require it. */
export interface Capabilities {
  sql: SqlCapability;
  http: HttpCapability;
  notifier: NotifierCapability;
  messaging: MessagingCapability;
  mail: MailCapability;
  webhook: WebhookCapability;
  jwt: JwtCapability;
}

export type CapabilityName = keyof Capabilities;

export const capabilityNames = [
  'sql',
  'http',
  'notifier',
  'messaging',
  'mail',
  'webhook',
  'jwt',
] as const satisfies readonly CapabilityName[];

/** A connection is queryable, so it can back a dataset, when it offers one of these. */
const queryableCapabilities: readonly string[] = ['sql'];

export function isQueryable(capabilities: readonly string[]): boolean {
  return capabilities.some((name) => queryableCapabilities.includes(name));
}
