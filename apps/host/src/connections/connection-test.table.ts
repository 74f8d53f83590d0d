import type { TestOutcome } from '@patchbay/contracts';
import { key, nullable, table, text, whole, type Row } from '../database/table.js';

export const connectionTestTable = table(
  'connection_tests',
  {
    id: key(text()),
    connectionId: text(),
    /** The version of the connection that was tested. */
    connectionVersion: whole(),
    outcome: text<TestOutcome>(),
    /** Whole milliseconds. */
    latencyMs: whole(),
    message: nullable(text()),
    testedAt: text(),
    trigger: { ...text<'manual' | 'scheduled' | 'run'>(), default: 'manual' },
  },
  [{ name: 'connection_tests_connection', columns: ['connectionId', 'testedAt', 'id'] }],
);
export type ConnectionTestRow = Row<typeof connectionTestTable>;
