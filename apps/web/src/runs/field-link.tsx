import type { RunDetail, RunProblem } from '@patchbay/contracts';
import { Link } from '@tanstack/react-router';
import { wrongField } from './wrong-field.js';

interface FieldLinkProps {
  run: RunDetail;
  error: RunProblem;
  /** The node of the step, where the problem does not say it. */
  nodeId: string | undefined;
}

/** Leads to what failed, in the editor: to the very field where it is known, else to the node. */
export function FieldLink({ run, error, nodeId }: FieldLinkProps) {
  if (nodeId === undefined) return null;
  const field = wrongField(error, nodeId);
  const search = field === undefined ? { node: nodeId } : { node: nodeId, field: field.pointer, run: run.id };
  return (
    <Link to="/patterns/$id" params={{ id: run.patternId }} search={search} className="text-link">
      {field === undefined ? 'Open the node' : 'Show the field'}
    </Link>
  );
}
