import { key, table, text, type Row } from '../database/table.js';

/**
 * The secrets of credentials that were typed into a node. A row is never changed: the node of each pattern version
 * names the row that it was saved with.
 */
export const inlineSecretTable = table(
  'inline_secrets',
  {
    id: key(text()),
    patternId: text(),
    nodeId: text(),
    slot: text(),
    /** Of the connector; the seal is bound to it. */
    type: text(),
    secretsSealed: text(),
    createdAt: text(),
  },
  [{ name: 'inline_secrets_pattern', columns: ['patternId'] }],
);
export type InlineSecretRow = Row<typeof inlineSecretTable>;
