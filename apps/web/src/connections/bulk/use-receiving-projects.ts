import { roleAllows } from '@patchbay/contracts';
import { useProjects } from '../../api/use-projects.js';

/** The other projects in which the person may make connections, as choices. */
export function useReceivingProjects(): { value: string; label: string }[] {
  const { projects, project } = useProjects();
  return projects
    .filter(({ id, role }) => id !== project?.id && role !== null && roleAllows(role, 'connector.edit'))
    .map(({ id, name }) => ({ value: id, label: name }));
}
