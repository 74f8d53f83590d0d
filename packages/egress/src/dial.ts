import { isIP, type Socket } from 'node:net';
import { connect as tlsConnect, type TLSSocket } from 'node:tls';

import { PatchbayError } from '@patchbay/errors';

import { abortReason, EgressSocket, type Route } from './egress-socket.js';
import { cleanDestination, display } from './host.js';
import { connectTimeout } from './problems.js';
import { badTlsOptions, tlsProblem } from './tls-problems.js';
import type { ConnectTarget, Destination, TlsOptions } from './types.js';

/** Connects and shakes hands within one deadline. `alpn` is for HTTP, whose servers may insist on it. */
export async function dial(
  route: Route,
  target: ConnectTarget,
  alpn?: readonly string[],
): Promise<Socket | TLSSocket> {
  const destination = cleanDestination(target);
  const ms = target.timeoutMs ?? route.connectTimeoutMs;
  const attempt = startAttempt(ms, display(destination), target.signal);
  const socket = new EgressSocket(route, ms);
  try {
    await attempt.settled(socket.connect(destination), 'connect');
    if (!target.tls) return socket;
    const secure = startTls(socket, destination, target.tls, alpn);
    await attempt.settled(secure, 'secureConnect').catch((error: unknown) => {
      throw tlsProblem(error, display(destination));
    });
    return secure;
  } catch (error) {
    socket.destroy();
    throw route.signal.aborted ? abortReason(route.signal) : error;
  } finally {
    attempt.finish();
  }
}

function startTls(
  socket: Socket,
  { host }: Destination,
  tls: TlsOptions,
  alpn?: readonly string[],
): TLSSocket {
  const { servername, rejectUnauthorized, ...given } = tls;
  try {
    const secure = tlsConnect({
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      socket,
      host,
      // Server name indication has no form for addresses; the certificate is still checked against `host`.
      ...((servername ?? isIP(host) === 0) ? { servername: servername ?? host } : {}),
      ...(alpn ? { ALPNProtocols: [...alpn] } : {}),
      // Always spelled out: absent, Node obeys NODE_TLS_REJECT_UNAUTHORIZED for the whole process.
      rejectUnauthorized: rejectUnauthorized !== false,
    });
    return secure.on('error', () => undefined);
  } catch {
    throw badTlsOptions(display({ host, port: socket.remotePort ?? 443 }));
  }
}

/** One deadline and one signal over the phases of connecting. */
function startAttempt(ms: number, where: string, signal: AbortSignal | undefined) {
  const { promise: over, reject } = withReject();
  const timer = setTimeout(() => reject(connectTimeout(where, ms)), ms);
  const abort = (): void => {
    if (signal) reject(abortReason(signal));
  };
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted) abort();
  return {
    settled: (socket: Socket, event: string): Promise<void> =>
      Promise.race([happened(socket, event, where), over]),
    finish: (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
}

function happened(socket: Socket, event: string, where: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, resolve);
    socket.once('error', reject);
    socket.once('close', () =>
      reject(new PatchbayError('connect-unreachable', `${where} closed the connection before it was ready.`)),
    );
  });
}

function withReject(): { promise: Promise<never>; reject: (reason: Error) => void } {
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<never>((_resolve, given) => (reject = given));
  promise.catch(() => undefined);
  return { promise, reject };
}
