import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { useMay } from '../../api/use-me.js';
import { Page } from '../../ui/page.js';
import { capitalized } from '../../ui/words.js';
import { Rows } from '../parts/rows.js';
import { usePages } from '../parts/use-pages.js';
import { NewProjectDialog } from './new-project-dialog.js';
import { Name } from '../../ui/name.js';

/** The projects that the person sees. */
export function ProjectsPage() {
  const mayCreate = useMay('instance');
  const [isNew, setNew] = useState(false);
  const projects = usePages(['projects', 'pages'], (cursor) =>
    api.call('projectList', { query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) } }),
  );
  return (
    <Page
      title="Projects"
      action={
        mayCreate && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setNew(true)}>
            New project
          </Button>
        )
      }
    >
      <Rows name="Projects" {...projects} empty="You are a member of no project. Ask an administrator.">
        {(project) => (
          <li key={project.id} className="list-row">
            <div className="list-row-main">
              <Link to="/settings/projects/$id" params={{ id: project.id }} className="title-link">
                <Name>{project.name}</Name>
              </Link>
              <p className="muted small list-row-facts">
                <span>{project.role === null ? 'You are no member' : capitalized(project.role)}</span>
                {project.isDefault && <span>Default project</span>}
              </p>
            </div>
          </li>
        )}
      </Rows>
      {isNew && <NewProjectDialog onClose={() => setNew(false)} />}
    </Page>
  );
}
