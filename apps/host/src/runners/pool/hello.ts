import type { HostMessage, PluginSource } from '@patchbay/protocol';
import type { Places } from '../isolation/places.js';
import type { Rung } from '../isolation/rungs.js';
import type { PoolOptions } from './pool-options.js';

export interface RunnerIdentity {
  /** Counts the runners of this host process. */
  id: number;
  /** Unique among living runners. */
  slot: number;
  rung: Rung;
  places: Places;
}

/** The first message to a runner: what it may do. */
export function helloFor(
  { rung, places }: RunnerIdentity,
  plugins: readonly PluginSource[],
  exchange: string,
  options: PoolOptions,
): HostMessage {
  const { memoryMb, recorded, runFiles } = options;
  return {
    type: 'hello',
    plugins: [...plugins],
    egress: options.egress(),
    allowedDirectories: [...places.files],
    files: { ...runFiles, directory: exchange },
    limits: { recordedItems: recorded.items, recordedBytes: recorded.bytes, memoryMb },
    hidden: rung === 'process' ? [] : [...places.hidden],
  };
}
