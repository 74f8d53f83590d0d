import type { HostMessage, PluginSource } from '@patchbay/protocol';
import type { Places } from '../isolation/places.js';
import type { Rung } from '../isolation/rungs.js';
import { relayPath, type RunnerNetwork } from '../network/runner-network.js';
import type { PoolOptions } from './pool-options.js';

export interface RunnerIdentity {
  /** Counts the runners of this host process. */
  id: number;
  /** Unique among living runners. */
  slot: number;
  rung: Rung;
  places: Places;
  /** Absent when it shares the network of this machine. */
  network?: RunnerNetwork | undefined;
}

/** The first message to a runner: what it may do. */
export function helloFor(
  { rung, places, network }: RunnerIdentity,
  plugins: readonly PluginSource[],
  exchange: string,
  options: PoolOptions,
): HostMessage {
  const { memoryMb, recorded, runFiles } = options;
  return {
    type: 'hello',
    plugins: [...plugins],
    ...networkFacts(options.egress(), network !== undefined),
    allowedDirectories: [...places.files],
    files: { ...runFiles, directory: exchange },
    limits: { recordedItems: recorded.items, recordedBytes: recorded.bytes, memoryMb },
    resumeBase: options.resumeBase(),
    hidden: rung === 'process' ? [] : [...places.hidden],
  };
}

type Hello = Extract<HostMessage, { type: 'hello' }>;

/** Without a network of its own it needs no proxies, whose logins then stay outside, and tries whether it has none. */
function networkFacts(policy: Hello['egress'], separated: boolean): Pick<Hello, 'egress' | 'unreachable'> {
  if (!separated) return { egress: policy, unreachable: [] };
  const { proxy: _, ...egress } = policy;
  const ports = egress.ownListeners.map(({ port }) => port);
  const machine = [...new Set([...ports, 80])].flatMap((port) => [
    { host: '127.0.0.1', port },
    { host: '::1', port },
  ]);
  const listeners = egress.ownListeners.map(({ address, port }) => ({ host: address, port }));
  return {
    egress: { ...egress, relay: relayPath },
    unreachable: [...listeners, ...machine, { host: '169.254.169.254', port: 80 }],
  };
}
