import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { Rows } from '../parts/rows.js';
import { Section } from '../parts/section.js';
import { usePages } from '../parts/use-pages.js';
import { AddMemberDialog } from './add-member-dialog.js';
import { MemberRow } from './member-row.js';

/** Who belongs to a project, and as what. */
export function Members({ projectId, mayManage }: { projectId: string; mayManage: boolean }) {
  const [isAdding, setAdding] = useState(false);
  const members = usePages(['projects', 'members', projectId], (cursor) =>
    api.call('memberList', {
      params: { id: projectId },
      query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) },
    }),
  );
  return (
    <Section
      title="Members"
      action={
        mayManage && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            Add member
          </Button>
        )
      }
    >
      <Rows name="Members" {...members} empty="Nobody belongs to this project yet.">
        {(member) => (
          <MemberRow key={member.user.id} projectId={projectId} member={member} mayManage={mayManage} />
        )}
      </Rows>
      {isAdding && <AddMemberDialog projectId={projectId} onClose={() => setAdding(false)} />}
    </Section>
  );
}
