import { key, nullable, table, text, whole, type Row } from '../database/table.js';

/** Files that runs made; the bytes lie below the data directory. */
export const runFileTable = table('run_files', {
  runId: key(text()),
  /** Without the run's id, which begins the reference in items. */
  id: key(text()),
  mimeType: text(),
  fileName: nullable(text()),
  /** bytes */
  size: whole(),
});
export type RunFileRow = Row<typeof runFileTable>;
