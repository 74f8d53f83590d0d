import { BulkHandOver } from './bulk-hand-over.js';
import type { BulkProps } from './use-bulk.js';
import { useReceivingProjects } from './use-receiving-projects.js';

/** Takes them to another project, with their secrets and history; they are then of whoever moved them. */
export function BulkMove(props: BulkProps) {
  return (
    <BulkHandOver
      {...props}
      title={(what) => `Move ${what}`}
      deed="Move"
      label="To the project"
      description="Secrets and history go with them. You own them there, and nobody else shares them."
      nobody="Choose a project"
      receivers={useReceivingProjects()}
      targetOf={(toProject) => ({ toProject })}
      detachWords="Also those in use: what uses them here stops working until it gets another connection"
    />
  );
}
