import { key, table, text, type Row } from '../database/table.js';

/** Where a run happens that names no environment. */
export const defaultEnvironment = 'development';

/** Places of a project with values of their own. Everything else names them by name, so a name never changes. */
export const environmentTable = table(
  'environments',
  { id: key(text()), projectId: text(), name: text(), description: text(), createdAt: text() },
  [{ name: 'environments_name', columns: ['projectId', 'name'], unique: true }],
);
export type EnvironmentRow = Row<typeof environmentTable>;
