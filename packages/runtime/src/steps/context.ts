import type {
  CodeSandbox,
  EgressClient,
  FileStore,
  Item,
  NodeContext,
  OpenConnection,
  PatternCall,
  PatternCallResult,
  PatternMemory,
  RunInfo,
  SetAside,
  WebhookReply,
} from '@patchbay/plugin-sdk';
import { pinName } from '../graph/pins.js';
import type { CompiledNode } from '../graph/types.js';
import type { StepParameters } from '../parameters/step-parameters.js';
import type { StepLog } from '../record/step-record.js';
import { tellContext } from './told-context.js';

/** What a step's context needs of its run. */
export interface ContextSource {
  readonly info: RunInfo;
  readonly egress: EgressClient;
  readonly files: FileStore;
  respond(reply: WebhookReply): boolean;
  setAside(node: CompiledNode, how: SetAside): boolean;
  memoryOf(node: CompiledNode): PatternMemory;
  callPattern(node: CompiledNode, call: PatternCall, signal: AbortSignal): Promise<PatternCallResult>;
  code(
    code: string,
    options: Parameters<CodeSandbox['run']>[1],
    signal: AbortSignal,
    log: NodeContext['log'],
  ): Promise<Item[]>;
}

const maxLogs = 200;

export interface ContextParts {
  node: CompiledNode;
  inputs: readonly (readonly Item[])[];
  parameters: StepParameters;
  connections: Record<string, OpenConnection>;
  /** Its signal costs something, and most nodes never look at it. */
  stop: { readonly signal: AbortSignal };
  state: Map<string, unknown>;
  logs: StepLog[];
  source: ContextSource;
}

/**
 * The hands and eyes of a node while it executes: items, parameters, opened connections; no credentials. No
 * function of it uses `this`, so that nodes may write `execute({ items, allParameters })`.
 */
export function createContext({
  node,
  inputs,
  parameters,
  connections,
  stop,
  state,
  logs,
  source,
}: ContextParts): NodeContext {
  const log: NodeContext['log'] = (level, message) => {
    if (logs.length < maxLogs) logs.push({ level, message });
  };
  return {
    nodeName: node.name,
    items: inputs[0] ?? [],
    connections,
    get signal() {
      return stop.signal;
    },
    state,
    tellContext: (values) => {
      tellContext(state, values);
    },
    get memory() {
      return source.memoryOf(node);
    },
    run: source.info,
    get egress() {
      return source.egress;
    },
    sandbox: { run: (code, options) => source.code(code, options, stop.signal, log) },
    input(pin) {
      const name = pinName(node.definition.inputs, pin);
      return inputs[node.inputs.findIndex((each) => each.name === name)] ?? [];
    },
    // The types of a node's parameters are known where it is defined; here they are any node's.
    parameters: (itemIndex = 0) => parameters.at(itemIndex) as ReturnType<NodeContext['parameters']>,
    allParameters: () => parameters.all() as ReturnType<NodeContext['allParameters']>,
    files: source.files,
    callPattern: (call) => source.callPattern(node, call, stop.signal),
    respond: (reply) => source.respond(reply),
    // A step that was given up may still be at work, and its run has gone on to others.
    setAside: (how) => !stop.signal.aborted && source.setAside(node, how),
    log,
  };
}
