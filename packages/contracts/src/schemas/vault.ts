import { type Static, Type } from '@sinclair/typebox';
import { Nullable, Timestamp } from './common.js';

/** How many sealed records name a key, in all and by where they lie. */
const records = {
  records: Type.Integer(),
  places: Type.Record(Type.String(), Type.Integer()),
};

export const VaultKey = Type.Object({
  /** Fingerprint, 32 hexadecimal digits. */
  keyId: Type.String(),
  state: Type.Union([
    Type.Literal('prepared'),
    Type.Literal('active'),
    Type.Literal('retiring'),
    Type.Literal('retired'),
    /** Some record names it, and nobody knows it. */
    Type.Literal('unknown'),
  ]),
  activatedAt: Nullable(Timestamp),
  retiredAt: Nullable(Timestamp),
  ...records,
});
export type VaultKey = Static<typeof VaultKey>;

export const VaultStatus = Type.Object(
  {
    provider: Type.Union([Type.Literal('file'), Type.Literal('env'), Type.Literal('keychain')]),
    /** Where the key is kept. */
    place: Type.String(),
    /** Whether the key would be found again after a restart. */
    health: Type.Object({ ok: Type.Boolean(), detail: Type.Optional(Type.String()) }),
    keyId: Type.String(),
    rotation: Type.Union([Type.Literal('none'), Type.Literal('running'), Type.Literal('unfinished')]),
    /** Of a rotation that is running. */
    progress: Nullable(Type.Object({ done: Type.Integer(), total: Type.Integer() })),
    keys: Type.Array(VaultKey),
    /** Records that are not sealed at all. */
    plaintext: Type.Integer(),
  },
  { $id: 'VaultStatus' },
);
export type VaultStatus = Static<typeof VaultStatus>;

export const VaultRotate = Type.Object(
  {
    /** Answer when it is over; true unless you say otherwise. */
    wait: Type.Optional(Type.Boolean()),
    /** Retire the old key although some damaged records, which open under no key, still name it. */
    abandonDamaged: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type VaultRotate = Static<typeof VaultRotate>;

export const VaultRotation = Type.Object(
  {
    status: VaultStatus,
    from: Type.Array(Type.String()),
    to: Type.String(),
    /** Records that this rotation moved. */
    moved: Type.Integer(),
    /** The proof: records that still name an old key; none, but for damaged ones that were given up. */
    left: Type.Integer(),
    /** What is left for people to do, such as taking the old key out of the environment. */
    advice: Type.Array(Type.String()),
  },
  { $id: 'VaultRotation' },
);
export type VaultRotation = Static<typeof VaultRotation>;

export const VaultBackfillInput = Type.Object(
  {
    /** Only say what would be sealed. */
    dryRun: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type VaultBackfillInput = Static<typeof VaultBackfillInput>;

export const VaultBackfill = Type.Object(
  {
    dryRun: Type.Boolean(),
    /** Rows that were sealed, or would be. */
    rows: Type.Integer(),
    /** The same by where they lie. */
    places: Type.Record(Type.String(), Type.Integer()),
    /** Rows that stay as they are, because what lies there cannot be read, or does not open. */
    problems: Type.Array(Type.Object({ place: Type.String(), row: Type.String(), detail: Type.String() })),
  },
  { $id: 'VaultBackfill' },
);
export type VaultBackfill = Static<typeof VaultBackfill>;
