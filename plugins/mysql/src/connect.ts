import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Connection, ConnectionOptions } from 'mysql2';
import type { Credentials, EgressClient, TlsSettings } from '@patchbay/plugin-sdk';
import type { Driver } from './driver.js';
import type { fields } from './fields.js';
import { authPlugins } from './passwords.js';
import { abortReason, localFileRefused, loginProblem } from './problems.js';
import { sessionStatement } from './session-statement.js';

/** One login at the server. */
export interface Connected {
  readonly connection: Connection;
  /** What lies below TLS; destroying it ends everything at once. */
  readonly socket: Duplex;
  /** Milliseconds since the epoch. */
  readonly openedAt: number;
  /** False from the moment when the server or the network ended it. */
  alive: boolean;
}

export interface Target {
  driver: Driver;
  credentials: Credentials<typeof fields>;
  tls: TlsSettings | undefined;
  egress: EgressClient;
}

/** A function that logs in once per call. It rejects with `connect-*`, `egress-refused` or the signal's reason. */
export function connectWith(target: Target): (signal: AbortSignal) => Promise<Connected> {
  const { driver, credentials, egress, tls } = target;
  // One object for all logins: the driver keeps TLS sessions and parsed certificates by it.
  const options = connectionOptions(target);
  return async (signal) => {
    if (signal.aborted) throw abortReason(signal);
    const socket = dial(egress, plainHost(credentials.host), credentials.port);
    const end = () => void socket.destroy();
    signal.addEventListener('abort', end, { once: true });
    try {
      const password = credentials.password?.reveal() ?? '';
      const connection = driver.createConnection({ ...options, password, stream: () => socket });
      return await login({ connection, socket, openedAt: Date.now(), alive: true }, credentials);
    } catch (error) {
      socket.destroy();
      throw problemOf(error, signal, tls !== undefined);
    } finally {
      signal.removeEventListener('abort', end);
    }
  };
}

function problemOf(error: unknown, signal: AbortSignal, encrypted: boolean): Error {
  return signal.aborted ? abortReason(signal) : loginProblem(error, encrypted);
}

function connectionOptions({ driver, credentials, tls }: Target): ConnectionOptions {
  const { port, database, username, options } = credentials;
  const host = plainHost(credentials.host);
  return {
    host,
    port,
    database,
    user: username,
    connectTimeout: options.connectTimeoutMs ?? 10_000,
    connectAttributes: { program_name: options.applicationName ?? 'patchbay' },
    // Without verifyIdentity the driver takes every certificate of a trusted authority, whoever's it is.
    ...(tls ? { ssl: { ...tls, verifyIdentity: tls.rejectUnauthorized !== false } } : {}),
    authPlugins: authPlugins(driver, host, tls),
    // A server may ask for any file of ours in answer to any statement; it hears that we have none to give.
    // Two statements in one text would let a value that was pasted into the first add its own.
    flags: ['-LOCAL_FILES', '-MULTI_STATEMENTS'],
    multipleStatements: false,
    // A hostile server asks all the same: nothing is read, and the connection ends.
    infileStreamFactory: () => {
      throw localFileRefused();
    },
    // Otherwise the driver compiles code in which the column names are those that the server sends.
    disableEval: true,
    rowsAsArray: true,
    supportBigNumbers: true,
    dateStrings: true,
    jsonStrings: true,
    // Each takes memory of the server, which has one limit for all its clients together.
    maxPreparedStatements: 50,
  };
}

/** TLS knows addresses without the brackets that URLs put around them. */
function plainHost(host: string): string {
  return host.replace(/^\[|\]$/gu, '');
}

type Dialable = ReturnType<EgressClient['socket']>;
/** What sockets that are TCP have besides. */
type TcpOptions = Partial<Pick<Socket, 'setNoDelay' | 'setKeepAlive'>>;

function dial(egress: EgressClient, host: string, port: number): Duplex {
  const socket: Dialable & TcpOptions = egress.socket();
  // Node compares the certificate with this name where TLS sends none, as with addresses. It would else be
  // "localhost", and a certificate for that would be good for every address.
  Object.assign(socket, { _host: host });
  socket.setNoDelay?.(true);
  socket.setKeepAlive?.(true);
  socket.connect(port, host);
  return socket;
}

async function login(connected: Connected, { options }: Credentials<typeof fields>): Promise<Connected> {
  const { connection, socket } = connected;
  const ended = () => void (connected.alive = false);
  // An idle connection that the server ends emits; without a listener that would end the process.
  connection.on('error', ended);
  socket.once('close', ended);
  await new Promise<void>((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  await new Promise<void>((resolve, reject) => {
    connection.query(sessionStatement(options), (error) => (error ? reject(error) : resolve()));
  });
  return connected;
}
