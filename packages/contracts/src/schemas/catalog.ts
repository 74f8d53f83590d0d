import { type Static, Type } from '@sinclair/typebox';
import { JsonObject } from './common.js';

export const pinTypes = ['any', 'items', 'json', 'string', 'float', 'integer', 'boolean'] as const;
const Scalar = Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean()]);
const Choices = Type.Optional(Type.Record(Type.String(), Type.Array(Scalar, { maxItems: 50 })));
export const PinSchema = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 64 }),
  type: Type.Union(pinTypes.map((type) => Type.Literal(type))),
  displayName: Type.Optional(Type.String()),
  aliases: Type.Optional(Type.Array(Type.String())),
  required: Type.Optional(Type.Boolean()),
  /** Which values of parameters have the canvas draw it. */
  displayOptions: Type.Optional(Type.Object({ show: Choices, hide: Choices })),
  /** The parameter whose text is its name on the canvas. */
  nameFrom: Type.Optional(Type.String({ maxLength: 100 })),
});
export type PinDescription = Static<typeof PinSchema>;

export const SlotSchema = Type.Object({
  slot: Type.String(),
  displayName: Type.Optional(Type.String()),
  accepts: Type.Object({
    capability: Type.Optional(Type.String()),
    types: Type.Optional(Type.Array(Type.String())),
  }),
  required: Type.Boolean(),
  /** Credentials may be typed into the node instead. */
  inline: Type.Optional(Type.Boolean()),
});
export type SlotDescription = Static<typeof SlotSchema>;

export const importSources = ['url', 'env', 'curl', 'n8n', 'airflow', 'pem', 'serviceAccount'] as const;
export type ImportSource = (typeof importSources)[number];
const Names = (most: number) => Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: most });

/** How a foreign text becomes a connector's values: plain data, so that the host maps without plugin code. */
export const ImportRule = Type.Object({
  from: Type.Union(importSources.map((source) => Type.Literal(source))),
  names: Type.Optional(Names(50)),
  hosts: Type.Optional(Names(20)),
  needs: Type.Optional(Names(20)),
  fields: Type.Record(
    Type.String(),
    Type.Object({
      field: Type.String({ minLength: 1, maxLength: 200 }),
      values: Type.Optional(Type.Record(Type.String(), Scalar)),
      prefix: Type.Optional(Type.String({ maxLength: 200 })),
    }),
  ),
  constants: Type.Optional(Type.Record(Type.String(), Scalar)),
});
export type ImportRule = Static<typeof ImportRule>;

const PluginRef = Type.Object({ name: Type.String(), version: Type.String() });
/** A field in the wire format: n8n's INodeProperties plus the member `patchbay`. */
const WireField = JsonObject;

export const ConnectorDescription = Type.Object(
  {
    type: Type.String(),
    displayName: Type.String(),
    description: Type.String(),
    icon: Type.Optional(Type.String()),
    category: Type.String(),
    aliases: Type.Array(Type.String()),
    auth: Type.String(),
    capabilities: Type.Array(Type.String()),
    queryable: Type.Boolean(),
    fields: Type.Array(WireField),
    configSchema: JsonObject,
    documentationUrl: Type.Optional(Type.String()),
    /** Which texts of elsewhere can be turned into its values, and how. */
    imports: Type.Optional(Type.Array(ImportRule)),
    plugin: PluginRef,
    available: Type.Boolean(),
    /** Why the connector is not available, in words. */
    unavailableReason: Type.Optional(Type.String()),
  },
  { $id: 'Connector' },
);
export type ConnectorDescription = Static<typeof ConnectorDescription>;

export const NodeDescription = Type.Object(
  {
    type: Type.String(),
    version: Type.Integer(),
    displayName: Type.String(),
    description: Type.String(),
    icon: Type.Optional(Type.String()),
    group: Type.String(),
    trigger: Type.Optional(Type.String()),
    subtitle: Type.Optional(Type.String()),
    parameters: Type.Array(WireField),
    inputs: Type.Array(PinSchema),
    outputs: Type.Array(PinSchema),
    connections: Type.Array(SlotSchema),
    plugin: PluginRef,
    available: Type.Boolean(),
  },
  { $id: 'Node' },
);
export type NodeDescription = Static<typeof NodeDescription>;
