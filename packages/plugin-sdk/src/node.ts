import type { FieldMap, JsonObject, ParameterFieldMap, Parameters } from '@patchbay/fields';
import type { Capabilities, CapabilityName } from './capabilities.js';
import type { EgressClient } from './connector.js';
import type { BinaryReference, FileStore, Item } from './items.js';
import type { PatternMemory } from './memory.js';
import type { Pin } from './pins.js';
import type { SetAside } from './set-aside.js';

/** What a node needs of a connection: a capability, or one of the named connector types. */
export interface SlotDefinition {
  displayName?: string;
  accepts: { capability?: CapabilityName; types?: readonly string[] };
  required: boolean;
  /** Lets people type credentials into the node instead: the node then has a parameter `mode`, `reference` or `inline`. */
  inline?: boolean;
}

export type SlotMap = Record<string, SlotDefinition>;

/** An opened connection as a node sees it: what it can do, never what it holds. */
export interface OpenConnection<Name extends CapabilityName = CapabilityName> {
  readonly connectorType: string;
  readonly capabilities: { readonly [N in Name]: Capabilities[N] };
  /** The connector's own client, for a vendor's nodes that name their connector by type. */
  readonly client: unknown;
}

type SlotConnection<S extends SlotDefinition> = S['accepts'] extends {
  capability: infer Name extends CapabilityName;
}
  ? OpenConnection<Name>
  : OpenConnection<never>;

export type OpenConnections<S extends SlotMap> = {
  readonly [K in keyof S]: S[K]['required'] extends true
    ? SlotConnection<S[K]>
    : SlotConnection<S[K]> | undefined;
};

export type NodeGroup = 'trigger' | 'action' | 'flow' | 'transform';

/** Items by output pin. `null` or an absent pin sends nothing along it. */
export type NodeOutput = Record<string, readonly Item[] | null>;

export interface RunInfo {
  id: string;
  patternId: string;
  patternName: string;
  environment: string;
  startedAt: string;
  timeZone: string;
}

export interface WebhookReply {
  status: number;
  headers?: Record<string, string>;
  /** A string is sent as text; anything else as JSON. */
  body: unknown;
  /**
   * Instead of a body a file of the run, sent piece by piece with its type and name. The header `content-disposition`
   * may say `inline` or `attachment`, the default.
   */
  file?: BinaryReference;
}

/** Runs JavaScript that somebody wrote into a pattern: without I/O, within limits of time and memory. */
export interface CodeSandbox {
  /**
   * Resolves to the items that the code gave. The code sees `items`, `$input`, `$json`, `$itemIndex`, `console` (the
   * step's log) and the variables of expressions that stay the same over a run; it may `await`. Rejects with
   * `step-failed` (the code's own error, with its line, or a value that is no items) or `step-timeout`.
   */
  run(code: string, options: { mode: CodeMode; items: readonly Item[] }): Promise<Item[]>;
}

/** `runOnceForEachItem`: called for one item after the other, each giving one item or nothing. */
export type CodeMode = 'runOnceForAllItems' | 'runOnceForEachItem';

/** Runs the pattern that the parameter `pattern` of this step names in the saved graph; data cannot choose another. */
export interface PatternCall {
  /** What the called pattern's trigger emits. */
  items: readonly Item[];
  /** Wait for its end. Without, the step goes on as soon as the run is recorded. */
  wait: boolean;
}

export interface PatternCallResult {
  runId: string;
  /** What the last step of the called pattern gave; empty without `wait`. */
  items: readonly Item[];
}

/** No function of it uses `this`, so that a node may write `execute({ items, allParameters })`. */
export interface NodeContext<P extends FieldMap = FieldMap, S extends SlotMap = SlotMap> {
  readonly nodeName: string;
  /** The items of the first input. */
  readonly items: readonly Item[];
  /** The items of a named input; empty when nothing arrived. */
  readonly input: (pin: string) => readonly Item[];
  /** The parameters with their expressions evaluated for this item; `0` also when there is no item. */
  readonly parameters: (itemIndex?: number) => Parameters<P>;
  /** The parameters for every item, evaluated in one crossing. */
  readonly allParameters: () => readonly Parameters<P>[];
  readonly connections: OpenConnections<S>;
  /** For addresses that a pattern's data decides: public ones only, unless the installation says otherwise. */
  readonly egress: EgressClient;
  readonly sandbox: CodeSandbox;
  readonly files: FileStore;
  readonly signal: AbortSignal;
  readonly run: RunInfo;
  /** Survives from one execution of this node to the next within the run; loops keep their place here. */
  readonly state: Map<string, unknown>;
  /** What expressions of the run read as `$('Name').context` from now on, instead of what was told before. */
  readonly tellContext: (values: JsonObject) => void;
  /** Survives the run. */
  readonly memory: PatternMemory;
  /**
   * Rejects with `pattern-not-found`, `pattern-recursion`, `pattern-call-too-deep`, or with the problem of the called
   * run. A run that is waited for ends with this step.
   */
  readonly callPattern: (call: PatternCall) => Promise<PatternCallResult>;
  /** Answers the webhook that started the run; false when there is none or it was answered. */
  readonly respond: (reply: WebhookReply) => boolean;
  /**
   * Once this step has ended, the run leaves its runner and is stored. At its time it goes on with what the step
   * returned, after a call with the item of the call. False, and nothing happens, where a run cannot leave: another one
   * waits for it. Only for nodes that say `waits`.
   */
  readonly setAside: (how: SetAside) => boolean;
  readonly log: (level: 'info' | 'warning' | 'error', message: string) => void;
}

/** Hands items on while the node still works; resolves when more are welcome. Rejects when the step is to stop. */
export type Emit = (output: NodeOutput) => Promise<void>;

/** What `produce` gets: what `execute` gets, and a way to give items away early. */
export interface ProduceContext<
  P extends FieldMap = FieldMap,
  S extends SlotMap = SlotMap,
> extends NodeContext<P, S> {
  readonly emit: Emit;
}

/** What `consume` gets: items in batches instead of all at once. */
export interface ConsumeContext<P extends FieldMap = FieldMap, S extends SlotMap = SlotMap> extends Omit<
  NodeContext<P, S>,
  'items' | 'input' | 'parameters' | 'allParameters'
> {
  /** What arrives, in order and never empty; `pairedItem` of each item is its index among all. To be read once. */
  readonly batches: AsyncIterable<readonly Item[]>;
  /** The parameters for the first item of all. */
  readonly parameters: () => Parameters<P>;
  readonly emit: Emit;
}

/** What `probe` gets. */
export interface ProbeContext<P extends FieldMap = FieldMap, S extends SlotMap = SlotMap> extends Pick<
  NodeContext<P, S>,
  'connections' | 'signal'
> {
  /** As they are saved. Instead of what expressions would bind to a statement, null. */
  readonly parameters: Parameters<P>;
}

export interface NodeDefinition<P extends FieldMap = FieldMap, S extends SlotMap = SlotMap> {
  /** The name within the plugin; `core.sqlQuery` is `sqlQuery` of `core`. */
  type: string;
  version: number;
  displayName: string;
  description: string;
  icon?: string;
  group: NodeGroup;
  /** For triggers: how it starts runs. */
  trigger?: 'manual' | 'webhook' | 'schedule';
  /** A template of what the node does in one line, such as `{{operation}} {{table}}`. */
  subtitle?: string;
  parameters: P;
  inputs: readonly Pin[];
  outputs: readonly Pin[];
  connections?: S;
  /**
   * What `execute` gives for an item depends on nothing but this item, its parameters and its index in `pairedItem`,
   * and calling it has no effect. Then it may be called with some items at a time, and again for one that failed.
   */
  itemwise?: boolean;
  /** May set its run aside. In patterns with such a node expressions know `$run.resumeUrl`. */
  waits?: boolean;
  /** Does what `execute` does, but gives its items in batches. `items` are all that came in. */
  produce?(context: ProduceContext<P, NoInfer<S>>): Promise<void>;
  /**
   * Does what `execute` does, but takes its items in batches. With a connection, nobody gets what it emits before it
   * has resolved; if reading `batches` throws, the run has failed elsewhere and everything is to be undone.
   */
  consume?(context: ConsumeContext<P, NoInfer<S>>): Promise<void>;
  /** Whether it may consume with these parameters, as they are saved; if not it gets all items at once. Absent: always. */
  consumesWith?(parameters: Readonly<Record<string, unknown>>): boolean;
  /**
   * Tries without any effect whether the step could do its work by this connection: a rotation asks before it takes
   * over new secrets. Gives a sentence where that cannot be known; rejects when the step would fail.
   */
  probe?(context: ProbeContext<P, NoInfer<S>>): Promise<string | undefined>;
  /** One call with all items. */
  execute(context: NodeContext<P, S>): Promise<NodeOutput | readonly Item[]> | NodeOutput | readonly Item[];
}

/** Declares a node; the types of its parameters and connections are inferred. A secret is no parameter. */
export function defineNode<
  const P extends ParameterFieldMap,
  // eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- a node without slots has none
  const S extends SlotMap = Record<never, never>,
>(definition: NodeDefinition<P, S>): NodeDefinition<P, S> {
  return definition;
}
