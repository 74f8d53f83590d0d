import { key, table, text, whole, type Row } from '../database/table.js';

/** What uses a connection: written with the pattern, in the same transaction. */
export const connectionReferenceTable = table(
  'connection_references',
  {
    /** `draft` is what a person is editing, `version` a frozen version that is live or running. */
    userType: key(text<'draft' | 'version'>()),
    patternId: key(text()),
    /** The pattern's version; 0 for the draft. */
    patternVersion: key(whole()),
    nodeId: key(text()),
    slot: key(text()),
    connectionId: text(),
  },
  [{ name: 'connection_references_connection', columns: ['connectionId'] }],
);
export type ConnectionReferenceRow = Row<typeof connectionReferenceTable>;
