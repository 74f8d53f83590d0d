import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { count } from '../../ui/words.js';
import { BulkDialog } from './bulk-dialog.js';
import { type BulkProps, useBulk } from './use-bulk.js';
import { useReceivingProjects } from './use-receiving-projects.js';

const detachWords = 'Also those in use: what uses them here stops working until it gets another connection';

/** Takes them to another project, with their secrets and history; they are then of whoever moved them. */
export function BulkMove(props: BulkProps) {
  const projects = useReceivingProjects();
  const [toProject, setProject] = useState('');
  const bulk = useBulk(props, { action: 'transfer', toProject }, toProject !== '');
  const isInTheWay = bulk.detach || bulk.items.some(({ problem }) => problem === 'connection-in-use');
  return (
    <BulkDialog
      bulk={bulk}
      title={`Move ${count(bulk.ids.length, 'connection')}`}
      detach={toProject !== '' && isInTheWay ? detachWords : undefined}
      deed="Move"
      refuse="Cancel"
      onClose={props.onClose}
    >
      <NativeSelect
        label="To the project"
        description="Secrets and history go with them. You own them there, and nobody else shares them."
        data-autofocus
        data={[{ value: '', label: 'Choose a project' }, ...projects]}
        value={toProject}
        onChange={(event) => setProject(event.currentTarget.value)}
      />
    </BulkDialog>
  );
}
