import { cleanHost } from '../host.js';
import { createJudge, type Judge } from '../policy.js';
import type { Destination, EgressPolicy } from '../types.js';
import type { RelayRequest } from './wire.js';

/** What one connection that was lent to a runner permits beyond the rule for patterns. */
export interface Grant {
  /** The hosts that the connection names, each with a port or with all of them. */
  destinations: readonly { host: string; port?: number | undefined }[];
  /** Its list of allowed hosts; it narrows the above, and decides alone where nothing is named. */
  reach?: readonly string[] | undefined;
}

interface Granted {
  covers: (destination: Destination) => boolean;
  judge: Judge;
}

/** Of each, for connections and their versions; the oldest are forgotten first. */
const mostGrants = 1000;

/** What one runner may reach, by what was lent to it and not by what it says. */
export class Permissions {
  readonly #granted = new Map<string, Granted>();
  readonly #pattern: Judge;
  readonly #unnamed: Judge;

  constructor(private readonly policy: EgressPolicy) {
    this.#pattern = createJudge({ policy, origin: 'pattern' });
    this.#unnamed = createJudge({ policy, origin: 'unnamed' });
  }

  grant(key: string, grant: Grant): void {
    this.#granted.delete(key);
    this.#granted.set(key, {
      covers: coverage(grant),
      judge: createJudge({ policy: this.policy, origin: 'connection', reach: grant.reach }),
    });
    const [oldest] = this.#granted.keys();
    if (this.#granted.size > mostGrants && oldest !== undefined) this.#granted.delete(oldest);
  }

  revoke(key: string): void {
    this.#granted.delete(key);
  }

  /** For one dial: allows what any of the connections allows that name the destination. */
  judge(origin: RelayRequest['origin']): JudgeOfOne {
    const ofDestination = (destination: Destination): Judge[] => {
      if (origin === 'pattern') return [this.#pattern];
      const named = [...this.#granted.values()].filter(({ covers }) => covers(destination));
      return named.length > 0 ? named.map(({ judge }) => judge) : [this.#unnamed];
    };
    return new JudgeOfOne(ofDestination);
  }
}

/** Whoever accepts a destination must accept all of its addresses, or two lists together would open what neither does. */
export class JudgeOfOne implements Judge {
  #left: readonly Judge[] = [];
  #addresses: string[] = [];

  constructor(private readonly ofDestination: (destination: Destination) => Judge[]) {}

  /** Those that were judged last. */
  get addresses(): string[] {
    return this.#addresses;
  }

  destination(destination: Destination): void {
    this.#left = this.ofDestination(destination);
    this.#addresses = [];
    this.#keep((judge) => judge.destination(destination));
  }

  address(ip: string, destination: Destination): void {
    this.#keep((judge) => judge.address(ip, destination));
    this.#addresses.push(ip);
  }

  unresolved(destination: Destination): void {
    this.#keep((judge) => judge.unresolved(destination));
  }

  #keep(accepts: (judge: Judge) => void): void {
    const errors: unknown[] = [];
    this.#left = this.#left.filter((judge) => {
      try {
        accepts(judge);
        return true;
      } catch (error) {
        errors.push(error);
        return false;
      }
    });
    if (this.#left.length === 0) throw errors[0];
  }
}

/** Hosts that cannot be read cover nothing: they stand in fields whose text is not always a host. */
function coverage({ destinations, reach }: Grant): Granted['covers'] {
  if (destinations.length === 0) return () => reach !== undefined;
  const named = destinations.flatMap(({ host, port }) => {
    try {
      return [{ host: cleanHost(host), port }];
    } catch {
      return [];
    }
  });
  return ({ host, port }) =>
    named.some((each) => each.host === host && (each.port === undefined || each.port === port));
}
