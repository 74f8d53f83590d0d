import type { IncomingMessage } from 'node:http';
import type { AddressList } from '@patchbay/egress';

/**
 * Whose request it is: the other end of the connection, unless that is a proxy of ours. A proxy says in
 * `X-Forwarded-For` who called it, behind what that caller claimed itself; so the last one that is no proxy of ours
 * counts, and nobody can claim to be somebody else.
 */
export function callerAddress({ socket, headers }: IncomingMessage, proxies: AddressList): string {
  const claimed = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const hops = claimed.map((hop) => hop.trim()).filter((hop) => hop !== '');
  let caller = socket.remoteAddress ?? '';
  while (proxies.has(caller) && hops.length > 0) caller = hops.pop() ?? '';
  return caller;
}
