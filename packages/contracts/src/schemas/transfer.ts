import { type Static, Type } from '@sinclair/typebox';
import { FieldProblem, Id, JsonObject, Name, Nullable, Timestamp } from './common.js';

const Passphrase = Type.String({ minLength: 1, maxLength: 1000 });
/** A file can be tried for as long as somebody likes, so its passphrase is not a short one. */
const NewPassphrase = Type.String({ minLength: 12, maxLength: 1000 });
/** 16 MiB: an export of some ten thousand connections. */
export const longestImport = 16 * 1024 * 1024;

export const ConnectionExport = Type.Object(
  {
    /** Those that are exported; all that the caller sees when absent. */
    ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 10_000 })),
  },
  { additionalProperties: false },
);
export const ConnectionExportSealed = Type.Object(
  { ...ConnectionExport.properties, passphrase: NewPassphrase },
  { additionalProperties: false },
);

/** A file of connections; docs/reference/import-export.md says what it holds. */
export const ExportFile = Type.Object(
  {
    format: Type.Literal('patchbay-connections'),
    version: Type.Literal(1),
    exportedAt: Timestamp,
    connections: Type.Optional(Type.Array(JsonObject)),
    encryption: Type.Optional(JsonObject),
  },
  { $id: 'ExportFile' },
);
export type ExportFile = Static<typeof ExportFile>;

export const importFormats = [
  'patchbay',
  'env',
  'urls',
  'curl',
  'n8n',
  'airflow',
  'pem',
  'serviceAccount',
] as const;
export type ImportFormat = (typeof importFormats)[number];
const Format = Type.Union(importFormats.map((format) => Type.Literal(format)));

const ImportChoice = Type.Object(
  {
    skip: Type.Optional(Type.Boolean()),
    name: Type.Optional(Name),
    type: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    /** Put over what was read, by the rules of the masks. */
    config: Type.Optional(JsonObject),
  },
  { additionalProperties: false },
);

const importInput = {
  format: Format,
  text: Type.String({ minLength: 1, maxLength: longestImport }),
  passphrase: Type.Optional(Passphrase),
  /** How an entry finds the connection that it stands for; `name` unless said otherwise. */
  match: Type.Optional(Type.Union([Type.Literal('name'), Type.Literal('id')])),
  /** What becomes of connections that exist; `update` unless said otherwise. */
  existing: Type.Optional(Type.Union([Type.Literal('update'), Type.Literal('skip'), Type.Literal('refuse')])),
  /** Whether entries that cannot be written are left out, instead of stopping the import. */
  leaveOutRefused: Type.Optional(Type.Boolean()),
  /** By the entry's key. */
  choices: Type.Optional(Type.Record(Type.String({ maxLength: 400 }), ImportChoice)),
};
export const ImportPlanInput = Type.Object(importInput, { additionalProperties: false });
export type ImportPlanInput = Static<typeof ImportPlanInput>;
export const ImportInput = Type.Object(
  {
    ...importInput,
    /** Of the plan that was shown: nothing else is written. */
    digest: Type.String({ minLength: 1, maxLength: 2000 }),
  },
  { additionalProperties: false },
);
export type ImportInput = Static<typeof ImportInput>;

const NotRead = Type.Object({ where: Type.String(), reason: Type.String() });
const Unmapped = Type.Array(Type.String());

export const importActions = ['create', 'update', 'skip', 'refuse'] as const;
export type ImportAction = (typeof importActions)[number];

export const ImportEntry = Type.Object({
  /** What `choices` calls it. */
  key: Type.String(),
  action: Type.Union(importActions.map((action) => Type.Literal(action))),
  name: Type.String(),
  type: Nullable(Type.String()),
  /** The connection that would be updated. */
  id: Nullable(Id),
  hostSummary: Nullable(Type.String()),
  /** Which columns change; empty for a new connection. */
  changes: Type.Array(Type.String()),
  /** Pointers of the secrets that would be set. */
  secrets: Type.Array(Type.String()),
  /** Why it is refused. */
  problems: Type.Array(FieldProblem),
  warnings: Type.Array(FieldProblem),
  /** Names of values that found no place. */
  unmapped: Unmapped,
  /** Other connectors that would take it. */
  alternatives: Type.Array(Type.String()),
});
export type ImportEntry = Static<typeof ImportEntry>;

export const ImportPlan = Type.Object(
  {
    /** Stands for exactly this plan; it cannot be read. */
    digest: Type.String(),
    entries: Type.Array(ImportEntry),
    /** Parts of the text that nothing was made of. */
    notRead: Type.Array(NotRead),
  },
  { $id: 'ImportPlan' },
);
export type ImportPlan = Static<typeof ImportPlan>;

export const ImportAnswer = Type.Object(
  {
    created: Type.Array(Type.Object({ key: Type.String(), id: Id, name: Type.String() })),
    updated: Type.Array(Type.Object({ key: Type.String(), id: Id, name: Type.String() })),
    leftOut: Type.Array(Type.String()),
  },
  { $id: 'ImportAnswer' },
);
export type ImportAnswer = Static<typeof ImportAnswer>;

export const SmartPasteInput = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: 65_536 }) },
  { additionalProperties: false },
);
export const SmartPasteAnswer = Type.Object(
  {
    /** What the text was taken for. */
    format: Format,
    connections: Type.Array(
      Type.Object({
        name: Type.String(),
        /** The best first. */
        suggestions: Type.Array(
          Type.Object({
            type: Type.String(),
            displayName: Type.String(),
            /** Fills the form; it holds what the caller just sent, and nothing that is stored. */
            config: JsonObject,
            unmapped: Unmapped,
            /** Pointers of what is still to be entered. */
            missing: Type.Array(Type.String()),
          }),
        ),
        /** Names of what was read when no connector takes it. */
        read: Unmapped,
      }),
    ),
    notRead: Type.Array(NotRead),
  },
  { $id: 'SmartPasteAnswer' },
);
export type SmartPasteAnswer = Static<typeof SmartPasteAnswer>;
