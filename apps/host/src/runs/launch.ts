import type { PatternGraph } from '@patchbay/contracts';
import type { RunOrder } from '@patchbay/protocol';
import type { OnReply, Upload } from '../runners/runner-pool.js';
import type { WaitingRunRow } from '../waiting/waiting-run.table.js';
import type { Caller, Starter } from './active-run.js';

/** A file that came with the request which starts a run. */
export interface LaunchUpload {
  /** Its name in `binary`. */
  key: string;
  bytes: Uint8Array;
  mimeType: string;
  fileName?: string;
}

/** A run to start. */
export interface Launch {
  /** Where something named the run before it begins. */
  id?: string;
  patternId: string;
  patternName: string;
  patternVersion: number;
  graph: PatternGraph;
  /**
   * Names a graph that is not the version as it is saved: a part of it, or with pinned data. Pins are kept in these
   * alone.
   */
  variant?: string;
  environment: string;
  starter: Starter;
  trigger: {
    kind: string;
    nodeId: string;
    items: RunOrder['trigger']['items'];
    respond?: RunOrder['trigger']['respond'];
    answer?: RunOrder['trigger']['answer'];
  };
  onReply?: OnReply;
  /** Become the `binary` of the first item. */
  uploads?: readonly LaunchUpload[];
  caller?: Caller;
}

/** A run that was set aside and goes on. */
export interface ResumedLaunch {
  row: WaitingRunRow;
  by: 'time' | 'call';
  /** The step that waited; with the items of the call. */
  trigger: Launch['trigger'];
  onReply?: Launch['onReply'];
  /** Files that came with the call. */
  uploads: readonly LaunchUpload[];
  /** Those that the run made before. */
  files: readonly Upload[];
}
