import { key, table, text, whole, type Row } from '../database/table.js';

/** What names a secret: written with the pattern or connection, in the same transaction. */
export const secretReferenceTable = table(
  'secret_references',
  {
    userType: key(text<'draft' | 'version' | 'connection'>()),
    /** Id of the pattern or connection. */
    userId: key(text()),
    /** The pattern's live version; 0 for the draft and for connections. */
    userVersion: key(whole()),
    /** Id of the node, or JSON pointer into the connection's configuration. */
    place: key(text()),
    /** By name, because that is what the text says: a secret that was deleted and made again is meant, too. */
    secretName: key(text()),
    projectId: text(),
  },
  [{ name: 'secret_references_secret', columns: ['projectId', 'secretName'] }],
);
export type SecretReferenceRow = Row<typeof secretReferenceTable>;
