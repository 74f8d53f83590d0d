import { after } from 'node:test';

import { PatchbayError, type ProblemCode } from '@patchbay/errors';

import { createEgress } from '../egress.js';
import type { Egress, EgressOptions, EgressPolicy, Lookup } from '../types.js';

export const policy: EgressPolicy = {
  allowPrivateForConnections: true,
  allowPrivateForPatterns: false,
  ownListeners: [],
};

/** An egress of a connection that may reach loopback, closed after the suite. */
export function open(options: Partial<EgressOptions> = {}): Egress {
  const egress = createEgress({ policy, origin: 'connection', ...options });
  after(() => egress.close());
  return egress;
}

/** A resolver with fixed answers that counts its questions. */
export function names(table: Record<string, readonly string[]>): Lookup & { asked: string[] } {
  const asked: string[] = [];
  const lookup = async (hostname: string): Promise<{ address: string; family: number }[]> => {
    asked.push(hostname);
    const found = table[hostname];
    if (!found) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND' });
    return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };
  return Object.assign(lookup, { asked });
}

/** For `assert.rejects`: the code, and a message that holds nothing of what must stay out. */
export function problem(code: ProblemCode, ...absent: string[]): (error: unknown) => boolean {
  return (error) => {
    if (!(error instanceof PatchbayError) || error.code !== code) throw error;
    const leaked = absent.find((text) => error.message.includes(text));
    if (leaked !== undefined) throw new Error(`The message contains "${leaked}": ${error.message}`);
    return error.cause === undefined;
  };
}
