import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

import { Door } from '../relay/door.js';
import type { Grant } from '../relay/permissions.js';
import { Relay } from '../relay/relay.js';
import type { Egress, EgressOptions, EgressPolicy, Lookup } from '../types.js';
import { open, policy } from './egress.js';

export interface Relayed {
  relay: Relay;
  /** Of the Unix socket. */
  path: string;
  /** An egress as in a process without a network. */
  egress(options?: Partial<EgressOptions>): Egress;
}

/** A relay with these grants, closed after the suite. What the runner's own policy says is as generous as can be. */
export async function relayed(
  grants: readonly Grant[] = [],
  { lookup, ...own }: Partial<EgressPolicy> & { lookup?: Lookup } = {},
): Promise<Relayed> {
  const directory = mkdtempSync(join(tmpdir(), 'patchbay-relay-'));
  const path = join(directory, 'dial');
  const relay = new Relay({ policy: { ...policy, ...own }, lookup });
  for (const [index, grant] of grants.entries()) relay.permissions.grant(`${index}`, grant);
  const door = new Door(path, relay);
  await door.open();
  after(() => {
    relay.close();
    door.close();
    rmSync(directory, { recursive: true });
  });
  const generous = { ...policy, allowPrivateForPatterns: true, relay: path };
  return { relay, path, egress: (options = {}) => open({ ...options, policy: generous }) };
}
