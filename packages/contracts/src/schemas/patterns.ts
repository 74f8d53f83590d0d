import { type Static, Type } from '@sinclair/typebox';
import { Id, JsonObject, Name, Nullable, Timestamp } from './common.js';
import { ItemSchema } from './items.js';

export const maxNodes = 1000;
export const maxEdges = 5000;

const NodeId = Type.String({ minLength: 1, maxLength: 64 });
const PinName = Type.String({ minLength: 1, maxLength: 64 });

/** What happens around a node's work; every member has a default. */
export const NodeSettings = Type.Object(
  {
    disabled: Type.Optional(Type.Boolean()),
    /** Tries after the first one. */
    retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 20 })),
    retryDelayMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 3_600_000 })),
    /** Milliseconds for one try. */
    timeoutMs: Type.Optional(Type.Integer({ minimum: 1, maximum: 86_400_000 })),
    /** `stop` ends the run, `continue` passes the error on as an item, `errorOutput` sends it to the pin `error`. */
    onError: Type.Optional(
      Type.Union([Type.Literal('stop'), Type.Literal('continue'), Type.Literal('errorOutput')]),
    ),
    /** Emit one empty item when the node has none. */
    alwaysOutputData: Type.Optional(Type.Boolean()),
    executeOnce: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type NodeSettings = Static<typeof NodeSettings>;

/**
 * Credentials typed into a node, for one slot. Secrets are sealed when the pattern is saved and read as masks ever
 * after; on a write they follow the rules of a connection's `config`. The other members are the server's.
 */
export const InlineCredentials = Type.Object(
  {
    /** Of the connector. */
    type: Type.String({ minLength: 1, maxLength: 64 }),
    config: JsonObject,
    secretKeys: Type.Optional(Type.Array(Type.String(), { maxItems: 500 })),
    secretsSetAt: Type.Optional(Type.String()),
    /** Of the sealed record, inside the server. */
    id: Type.Optional(Type.String({ maxLength: 64 })),
  },
  { additionalProperties: false },
);
export type InlineCredentials = Static<typeof InlineCredentials>;

export const PatternNode = Type.Object(
  {
    id: NodeId,
    name: Type.String({ minLength: 1, maxLength: 200 }),
    type: Type.String({ minLength: 1, maxLength: 200 }),
    typeVersion: Type.Optional(Type.Integer({ minimum: 1 })),
    parameters: Type.Optional(JsonObject),
    connections: Type.Optional(Type.Record(Type.String(), Type.String({ maxLength: 64 }))),
    /** By slot, for slots that allow it; such a slot names no connection. */
    inline: Type.Optional(Type.Record(Type.String(), InlineCredentials)),
    position: Type.Optional(Type.Object({ x: Type.Number(), y: Type.Number() })),
    settings: Type.Optional(NodeSettings),
    notes: Type.Optional(Type.String({ maxLength: 10_000 })),
    /** By pin: given instead of executing the node, in runs that a person starts; never behind a webhook. */
    pinned: Type.Optional(Type.Record(PinName, Type.Array(ItemSchema, { maxItems: 1000 }))),
  },
  { additionalProperties: false },
);
export type PatternNode = Static<typeof PatternNode>;

const EdgeEnd = Type.Object({ node: NodeId, pin: PinName }, { additionalProperties: false });
export const PatternEdge = Type.Object({ from: EdgeEnd, to: EdgeEnd }, { additionalProperties: false });
export type PatternEdge = Static<typeof PatternEdge>;

export const PatternSettings = Type.Object(
  {
    /** IANA name; UTC when absent. */
    timeZone: Type.Optional(Type.String({ maxLength: 64 })),
    /** Milliseconds for a whole run. */
    timeoutMs: Type.Optional(Type.Integer({ minimum: 1, maximum: 604_800_000 })),
    vars: Type.Optional(JsonObject),
  },
  { additionalProperties: false },
);

const graph = {
  nodes: Type.Array(PatternNode, { maxItems: maxNodes }),
  edges: Type.Array(PatternEdge, { maxItems: maxEdges }),
  settings: Type.Optional(PatternSettings),
};
export const PatternGraph = Type.Object(graph, { additionalProperties: false });
export type PatternGraph = Static<typeof PatternGraph>;

export const PatternCreate = Type.Object(
  { name: Name, description: Type.Optional(Type.String({ maxLength: 2000 })), ...graph },
  { additionalProperties: false },
);
export type PatternCreate = Static<typeof PatternCreate>;

export const PatternPatch = Type.Object(
  {
    name: Type.Optional(Name),
    description: Type.Optional(Type.String({ maxLength: 2000 })),
    nodes: Type.Optional(graph.nodes),
    edges: Type.Optional(graph.edges),
    settings: graph.settings,
    /** true puts the saved version live at its webhook; false takes it down. */
    active: Type.Optional(Type.Boolean()),
    version: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false },
);
export type PatternPatch = Static<typeof PatternPatch>;

const summary = {
  id: Id,
  name: Type.String(),
  description: Type.String(),
  version: Type.Integer(),
  active: Type.Boolean(),
  /** The version that is live, which may be older than the saved one. */
  activeVersion: Nullable(Type.Integer()),
  nodeCount: Type.Integer(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
};
export const PatternSummary = Type.Object(summary, { $id: 'PatternSummary' });
export type PatternSummary = Static<typeof PatternSummary>;
export const PatternDetail = Type.Object({ ...summary, ...graph }, { $id: 'PatternDetail' });
export type PatternDetail = Static<typeof PatternDetail>;
