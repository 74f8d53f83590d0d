import { type Static, Type } from '@sinclair/typebox';
import { FieldProblem, Id, Nullable, Timestamp } from './common.js';
import { maxNodes, PatternCreate, PatternDetail, PatternNode } from './patterns.js';

/** How a file names a connection: as people call it, because an id means nothing in another project. */
const NamedConnection = Type.Object(
  {
    // PostgreSQL refuses to be asked for a text with U+0000 in it.
    name: Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000]+$' }),
    /** Of the connector. */
    type: Type.String({ minLength: 1, maxLength: 100 }),
  },
  { additionalProperties: false },
);
export type NamedConnection = Static<typeof NamedConnection>;

/** Like a node of a pattern, but for what must not leave: ids of connections, and credentials typed into it. */
const PortableNode = Type.Object(
  {
    ...Type.Omit(PatternNode, ['connections', 'inline']).properties,
    /** By slot; null for a connection that whoever exported the pattern did not see. */
    connections: Type.Optional(Type.Record(Type.String(), Nullable(NamedConnection))),
  },
  { additionalProperties: false },
);
export type PortableNode = Static<typeof PortableNode>;

const content = {
  format: Type.Literal('patchbay-pattern'),
  version: Type.Literal(1),
  ...PatternCreate.properties,
  nodes: Type.Array(PortableNode, { maxItems: maxNodes }),
};

/** A pattern in a file; docs/reference/pattern-files.md says what it holds. */
export const PatternFile = Type.Object({ ...content, exportedAt: Timestamp }, { $id: 'PatternFile' });
export type PatternFile = Static<typeof PatternFile>;

/** A file, and beside it what the importer decides. */
export const PatternImport = Type.Object(
  {
    ...content,
    exportedAt: Type.Optional(Timestamp),
    /** Ids of connections by the names in the file, where they are called otherwise here. */
    bindings: Type.Optional(Type.Record(Type.String({ maxLength: 200 }), Id)),
    /** Whether slots without a connection stay empty, instead of stopping the import. */
    leaveUnmapped: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type PatternImport = Static<typeof PatternImport>;

export const PatternImportAnswer = Type.Object(
  {
    ...PatternDetail.properties,
    /** Slots that were left empty, and why. */
    unmapped: Type.Array(FieldProblem),
  },
  { $id: 'PatternImportAnswer' },
);
export type PatternImportAnswer = Static<typeof PatternImportAnswer>;
