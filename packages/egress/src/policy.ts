import { classify, parseAddress, reached } from './address.js';
import { cleanDestination, display } from './host.js';
import { matcher } from './host-list.js';
import { isOwnListener } from './own-listeners.js';
import type { Scope } from './prefixes.js';
import { refused } from './problems.js';
import { leadsInside, servesMetadata } from './proxy/names.js';
import { createReach } from './reach.js';
import type { Destination, EgressOptions } from './types.js';

/** Judges destinations of one egress. Its functions throw `egress-refused`; they expect a clean destination. */
export interface Judge {
  /** Before the name is resolved, for every request: bound hosts, denied names, IP literals. */
  destination(destination: Destination): void;
  /** Each address that would be dialled for the destination. */
  address(ip: string, destination: Destination): void;
  /** After `destination`, for a name that a proxy will resolve: it stands for the addresses that nobody here sees. */
  unresolved(destination: Destination): void;
}

/** `unnamed` is a connection's socket to a host that no connection names, for the relay: judged as a pattern's. */
type Origin = EgressOptions['origin'] | 'unnamed';
interface JudgeOptions extends Pick<EgressOptions, 'policy' | 'bound' | 'reach'> {
  origin: Origin;
}

export function createJudge({ policy, origin, bound, reach }: JudgeOptions): Judge {
  const reachable = reach && createReach(reach);
  const boundTo = bound && new Set(bound.map((each) => display(cleanDestination(each))));
  const allow = matcher(policy.allow ?? []);
  const deny = matcher(policy.deny ?? []);
  const privateAllowed =
    origin === 'connection' ? policy.allowPrivateForConnections : policy.allowPrivateForPatterns;

  function address(ip: string, destination: Destination): void {
    const where = display(destination);
    const parsed = parseAddress(ip);
    if (parsed === undefined) throw refused(`${where} leads to something that is not an IP address.`);
    if (isOwnListener(parsed, destination.port, policy.ownListeners)) {
      // Through its own address Patchbay would grant a pattern what it grants requests from this machine.
      throw refused(`${where} is Patchbay itself. Use its API from outside, or a node.`);
    }
    // Both: a denied IPv4 range must not be reachable through its NAT64 spelling.
    if (deny.address(parsed) || deny.address(reached(parsed)))
      throw refused(`${where} is denied by this installation.`);
    if (reachable && !reachable.address(parsed, destination)) throw notReachable(where);
    const found = classify(parsed);
    if (found === undefined || (found.scope === 'private' && privateAllowed)) return;
    if (found.scope !== 'never' && (allow.address(parsed) || allow.name(destination.host))) return;
    throw refused(`${where} leads to ${found.what}. ${advice(origin, found.scope)}`);
  }

  function destination(target: Destination): void {
    if (boundTo && !boundTo.has(display(target))) {
      throw refused(
        `${display(target)} is not among the hosts of this connection, so its credentials do not go there.`,
      );
    }
    if (deny.name(target.host)) throw refused(`${display(target)} is denied by this installation.`);
    if (reachable && !reachable.possible(target)) throw notReachable(display(target));
    // Node and drivers skip the lookup for literals, so they are checked here and not there.
    if (parseAddress(target.host)) address(target.host, target);
  }

  function unresolved(target: Destination): void {
    if (parseAddress(target.host)) return;
    const where = display(target);
    // Only a name can be compared with a name: a range in the list says nothing about what the proxy will find.
    if (reachable && !reachable.name(target)) throw notReachable(where);
    if (servesMetadata(target.host)) throw refused(`${where} is the name of a cloud metadata service.`);
    if (!privateAllowed && !allow.name(target.host) && leadsInside(target.host))
      throw refused(`${where} is a name of the private network. ${advice(origin, 'private')}`);
  }

  return { address, destination, unresolved };
}

function notReachable(where: string): Error {
  return refused(`${where} is not in the list of hosts that this connection may reach.`);
}

function advice(origin: Origin, scope: Scope): string {
  if (scope !== 'private') return 'Use another address.';
  if (origin === 'unnamed')
    return 'Only a connection that names this host and port in a field for its destination leads there.';
  return origin === 'connection'
    ? 'Private addresses are switched off for connections here; an administrator can allow them.'
    : "A pattern's own data may only lead to public addresses. Use a connection for this host, or let an administrator allow it.";
}
