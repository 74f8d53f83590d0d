import type { NodeSettings } from '@patchbay/contracts';
import type { AnyNode, NodeOutput, SlotDefinition } from '@patchbay/plugin-sdk';
import type { NodeParameters } from '../parameters/compile.js';

/** A pattern made ready to run: nothing of it is parsed or looked up again while it runs. */
export interface CompiledPattern {
  readonly nodes: ReadonlyMap<string, CompiledNode>;
  readonly nodesByName: ReadonlyMap<string, CompiledNode>;
  /** Some expression looks back at other nodes, so what they gave must be kept until the run is over. */
  readonly keepsHistory: boolean;
  /** Some node may set the run aside, so expressions know its resume URL. */
  readonly waits: boolean;
  /** By the node whose items flow on in batches while it still works. */
  readonly pipelines: ReadonlyMap<CompiledNode, Stage>;
  readonly timeZone: string;
  readonly vars: Readonly<Record<string, unknown>>;
}

export interface CompiledNode {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly definition: AnyNode;
  readonly settings: NodeSettings;
  /** Given instead of executing the node. */
  readonly pinned: NodeOutput | undefined;
  readonly parameters: NodeParameters;
  /** May take its items in batches and do with all of them what it likes. */
  readonly consumes: boolean;
  readonly slots: readonly CompiledSlot[];
  readonly inputs: readonly CompiledInput[];
  /** Where the items of each output pin go. */
  readonly targets: ReadonlyMap<string, readonly Target[]>;
  /** Place in reading order: top first, then left. */
  readonly rank: number;
  /** With more than one connected input a node waits for all that can still get data. */
  readonly connectedInputs: number;
}

export interface CompiledInput {
  readonly name: string;
  readonly connected: boolean;
  readonly required: boolean;
}

export interface CompiledSlot {
  readonly name: string;
  readonly definition: SlotDefinition;
  readonly connectionId: string | undefined;
}

export interface Target {
  readonly node: CompiledNode;
  /** Index of the input pin. */
  readonly input: number;
}

/** A node of a pipeline, and those behind it that take its items in batches. */
export interface Stage {
  readonly node: CompiledNode;
  /** By output pin. The items of other pins are kept until the pipeline is over, or only counted. */
  readonly next: ReadonlyMap<string, Stage>;
  /** Expressions ask for what it gave, so that is kept also where no edge leads. */
  readonly isAskedFor: boolean;
}

/** The pin that carries failed items of a node whose `onError` is `errorOutput`. */
export const errorPin = 'error';
