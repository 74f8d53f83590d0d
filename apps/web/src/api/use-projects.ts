import { useQuery, useQueryClient } from '@tanstack/react-query';
import { chooseProject } from './project.js';
import { projectListQuery } from './queries.js';
import { useLeave } from './use-leave.js';
import { useMe } from './use-me.js';

/** The projects of the person, the one that everything is about, and how to change it, which leaves the page that is open. */
export function useProjects() {
  const { project } = useMe();
  const { data: projects = [] } = useQuery(projectListQuery);
  const queries = useQueryClient();
  const leave = useLeave();
  const choose = async (id: string): Promise<void> => {
    if (!(await leave('/patterns'))) return;
    chooseProject(id);
    await queries.resetQueries();
  };
  return { projects, project, choose };
}
