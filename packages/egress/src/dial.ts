import { isIP, type Socket } from 'node:net';
import { connect as tlsConnect, type TLSSocket } from 'node:tls';

import { startAttempt } from './attempt.js';
import { abortReason, type Route } from './guarded-socket.js';
import { cleanDestination, display } from './host.js';
import { connectBy } from './proxy/connect-by.js';
import type { Purpose } from './proxy/rules.js';
import { badTlsOptions, tlsProblem } from './tls-problems.js';
import type { ConnectTarget, Destination, TlsOptions } from './types.js';

export interface DialFor {
  purpose: Purpose;
  /** For HTTP, whose servers may insist on it. */
  alpn?: readonly string[];
}

/** Connects, through a proxy where the settings say so, and shakes hands, all within one deadline. */
export async function dial(
  route: Route,
  target: ConnectTarget,
  { purpose, alpn }: DialFor = { purpose: 'socket' },
): Promise<Socket | TLSSocket> {
  const destination = cleanDestination(target);
  const ms = target.timeoutMs ?? route.connectTimeoutMs;
  const attempt = startAttempt(ms, display(destination), target.signal);
  try {
    const socket = await connectBy(route, purpose, destination, attempt);
    if (!target.tls) return socket;
    const secure = startTls(socket, destination, target.tls, alpn);
    await attempt.settled(secure, 'secureConnect').catch((error: unknown) => {
      throw tlsProblem(error, display(destination));
    });
    return secure;
  } catch (error) {
    attempt.abandon();
    throw route.signal.aborted ? abortReason(route.signal) : error;
  } finally {
    attempt.finish();
  }
}

function startTls(
  socket: Socket,
  destination: Destination,
  tls: TlsOptions,
  alpn?: readonly string[],
): TLSSocket {
  const { host } = destination;
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
    throw badTlsOptions(display(destination));
  }
}
