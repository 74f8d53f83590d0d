import type { Role } from '@patchbay/contracts';
import { flag, key, table, text, type Row } from '../database/table.js';

export const projectTable = table('projects', {
  id: key(text()),
  name: text(),
  /** The one that a request means when it names none, and that the operator acts in. */
  isDefault: flag(),
  createdAt: text(),
});
export type ProjectRow = Row<typeof projectTable>;

export const projectMemberTable = table(
  'project_members',
  { projectId: key(text()), userId: key(text()), role: text<Role>(), createdAt: text() },
  [{ name: 'project_members_user', columns: ['userId'] }],
);
export type ProjectMemberRow = Row<typeof projectMemberTable>;
