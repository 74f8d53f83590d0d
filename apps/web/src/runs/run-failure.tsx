import type { RunDetail } from '@patchbay/contracts';
import { Link } from '@tanstack/react-router';
import { adviceFor } from './advice.js';
import { Failure } from '../ui/failure.js';

/** What went wrong, where, and what to do about it. */
export function RunFailure({ run: { error, patternId } }: { run: RunDetail }) {
  if (error === undefined) return null;
  const { nodeId, nodeName, title, detail, code } = error;
  return (
    <Failure title={nodeName === undefined ? title : `${nodeName}: ${title}`}>
      {detail !== undefined && detail !== title && <p className="flat">{detail}</p>}
      {adviceFor(code) !== undefined && <p className="flat">{adviceFor(code)}</p>}
      {nodeId !== undefined && (
        <Link to="/patterns/$id" params={{ id: patternId }} search={{ node: nodeId }} className="text-link">
          Open the node
        </Link>
      )}
    </Failure>
  );
}
