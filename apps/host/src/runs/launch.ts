import type { PatternGraph } from '@patchbay/contracts';
import type { HookReply, RunOrder } from '@patchbay/protocol';
import type { Caller, Starter } from './active-run.js';

/** A run to start. */
export interface Launch {
  patternId: string;
  patternName: string;
  patternVersion: number;
  graph: PatternGraph;
  environment: string;
  starter: Starter;
  trigger: {
    kind: string;
    nodeId: string;
    items: RunOrder['trigger']['items'];
    respond?: RunOrder['trigger']['respond'];
  };
  onReply?: (reply: HookReply) => void;
  caller?: Caller;
}
