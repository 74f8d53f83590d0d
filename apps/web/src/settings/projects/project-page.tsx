import { Skeleton } from '@mantine/core';
import type { Project } from '@patchbay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api/client.js';
import { useMay } from '../../api/use-me.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { Page } from '../../ui/page.js';
import { useId } from '../../ui/use-id.js';
import { Section } from '../parts/section.js';
import { DeleteProject } from './delete-project.js';
import { Members } from './members.js';
import { ProjectName } from './project-name.js';

/** One project: its name and who belongs to it. */
export function ProjectPage() {
  const id = useId();
  const project = useQuery({
    queryKey: ['projects', 'one', id],
    queryFn: () => api.call('projectGet', { params: { id } }),
  });
  return (
    <Page title={project.data?.name ?? 'Project'} trail={<Link to="/settings/projects">Projects</Link>}>
      {project.isPending && <Skeleton height={240} />}
      {project.isError && <ErrorNotice error={project.error} onRetry={() => void project.refetch()} />}
      {project.data && <Parts project={project.data} />}
    </Page>
  );
}

function Parts({ project }: { project: Project }) {
  const isInstanceAdmin = useMay('instance');
  const mayManage = isInstanceAdmin || project.role === 'admin';
  return (
    <div className="settings-stack">
      {mayManage && (
        <Section title="Name">
          <ProjectName key={project.id} project={project} />
        </Section>
      )}
      <Members projectId={project.id} mayManage={mayManage} />
      {mayManage && !project.isDefault && (
        <Section
          title="Delete"
          intro="Only an empty project can be deleted. The records of its runs go with it."
        >
          <DeleteProject project={project} />
        </Section>
      )}
    </div>
  );
}
