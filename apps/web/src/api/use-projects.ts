import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { chooseProject } from './project.js';
import { projectListQuery } from './queries.js';
import { useMe } from './use-me.js';

/** The projects of the person, the one that everything is about, and how to change it, which leaves the page that is open. */
export function useProjects() {
  const { project } = useMe();
  const { data: projects = [] } = useQuery(projectListQuery);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const choose = async (id: string): Promise<void> => {
    // A page with unsaved input may ask the person to stay; then nothing changes.
    await navigate({ to: '/patterns' });
    if (location.pathname !== '/patterns') return;
    chooseProject(id);
    await queries.resetQueries();
  };
  return { projects, project, choose };
}
