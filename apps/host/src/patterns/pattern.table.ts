import type { PatternGraph } from '@patchbay/contracts';
import { json, key, nullable, table, text, whole, type Row } from '../database/table.js';

/** Saved patterns: the drafts that people edit. */
export const patternTable = table(
  'patterns',
  {
    id: key(text()),
    projectId: text(),
    name: text(),
    description: text(),
    /** Grows with every change; the optimistic lock, and the name of the frozen version. */
    version: whole(),
    /** The version that is live at its webhooks. */
    activeVersion: nullable(whole()),
    /** Holds connection ids, never credentials. */
    graph: json<PatternGraph>(),
    nodeCount: whole(),
    createdBy: nullable(text()),
    createdAt: text(),
    updatedAt: text(),
  },
  [
    { name: 'patterns_name', columns: ['projectId', 'name'], unique: true },
    { name: 'patterns_created', columns: ['projectId', 'createdAt', 'id'] },
  ],
);
export type PatternRow = Row<typeof patternTable>;

/** What each version looked like; runs name the version that they executed. */
export const patternVersionTable = table('pattern_versions', {
  patternId: key(text()),
  version: key(whole()),
  graph: json<PatternGraph>(),
  createdAt: text(),
});
