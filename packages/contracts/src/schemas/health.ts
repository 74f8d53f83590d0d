import { type Static, Type } from '@sinclair/typebox';

export const Live = Type.Object({ status: Type.Literal('live'), version: Type.String() });

const Part = Type.Object({ ok: Type.Boolean(), detail: Type.Optional(Type.String()) });
export const Ready = Type.Object(
  {
    status: Type.Union([Type.Literal('ready'), Type.Literal('notReady')]),
    checks: Type.Object({ database: Part, vault: Part, runner: Part, catalog: Part }),
    /** For administrators only: how plugin code is kept apart. */
    isolation: Type.Optional(
      Type.Object({
        rung: Type.String(),
        description: Type.String(),
        /** Whether plugin code can open sockets by itself, and if so, why. */
        network: Type.Object({ separated: Type.Boolean(), description: Type.String() }),
        /** The better rungs, and why each does not work on this machine. */
        refused: Type.Array(Type.Object({ rung: Type.String(), reason: Type.String() })),
        runners: Type.Integer(),
      }),
    ),
    vault: Type.Optional(Type.Object({ provider: Type.String(), keyFingerprint: Type.String() })),
  },
  { $id: 'Ready' },
);
export type Ready = Static<typeof Ready>;
