import { type Static, Type } from '@sinclair/typebox';

/** A plugin as the start found it. One that does not work keeps what an earlier build of it declared in the catalogs. */
export const InstalledPlugin = Type.Object(
  {
    /** The package's name, or what the configuration calls it when there is no such package. */
    name: Type.String(),
    /** Empty when there is no such package. */
    version: Type.String(),
    available: Type.Boolean(),
    /** Why it is not available, in words. */
    reason: Type.Optional(Type.String()),
  },
  { $id: 'Plugin' },
);
export type InstalledPlugin = Static<typeof InstalledPlugin>;
