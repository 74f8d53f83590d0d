import type { RunDetail } from '@patchbay/contracts';
import { adviceFor } from './advice.js';
import { FieldLink } from './field-link.js';
import { Failure } from '../ui/failure.js';
import { isolated } from '../ui/isolated.js';

/** What went wrong, where, and what to do about it. */
export function RunFailure({ run }: { run: RunDetail }) {
  const { error } = run;
  if (error === undefined) return null;
  const { nodeId, nodeName, title, detail, code } = error;
  return (
    <Failure title={nodeName === undefined ? title : `${isolated(nodeName)}: ${title}`}>
      {detail !== undefined && detail !== title && <p className="flat">{detail}</p>}
      {adviceFor(code) !== undefined && <p className="flat">{adviceFor(code)}</p>}
      <FieldLink run={run} error={error} nodeId={nodeId} />
    </Failure>
  );
}
