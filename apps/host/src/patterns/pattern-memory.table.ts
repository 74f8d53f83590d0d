import { key, nullable, table, text, type Row } from '../database/table.js';

/** What patterns remember from run to run. */
export const patternMemoryTable = table(
  'pattern_memory',
  {
    patternId: key(text()),
    environment: key(text()),
    /** `pattern`, or `node:` and the id of the node. */
    scope: key(text()),
    /** A digest of what was seen, or the name of a highest value. */
    name: key(text()),
    projectId: text(),
    /** Of a highest value, as decimal digits; null for what was seen. */
    value: nullable(text()),
    /** When it was last seen. */
    at: text(),
  },
  [
    { name: 'pattern_memory_by_age', columns: ['patternId', 'environment', 'scope', 'at'] },
    { name: 'pattern_memory_by_project', columns: ['projectId', 'environment'] },
  ],
);
export type PatternMemoryRow = Row<typeof patternMemoryTable>;
