import { type Static, Type } from '@sinclair/typebox';

/** Not `__proto__`: as a member of an object that somebody fills by assignment it would be another thing. */
const name = '(?!__proto__$)[A-Za-z0-9._/-]{1,63}';
/** What a name in `metadata` must match. */
export const metadataName = `^${name}$`;
export const mostMetadata = 32;
export const longestMetadataValue = 256;

/** Short texts by short names, such as `team: billing`; no place for secrets. */
export const Metadata = Type.Record(
  Type.String({ pattern: metadataName }),
  Type.String({ maxLength: longestMetadataValue }),
  { maxProperties: mostMetadata, additionalProperties: false },
);
export type Metadata = Static<typeof Metadata>;

/** `name:value`, both whole. */
export const MetadataFilter = Type.String({ pattern: `^${name}:`, maxLength: 64 + longestMetadataValue });
