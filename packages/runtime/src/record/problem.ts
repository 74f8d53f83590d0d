import type { RunProblem } from '@patchbay/contracts';
import { problems, type PatchbayError } from '@patchbay/errors';
import type { FieldMap } from '@patchbay/fields';
import type { CompiledNode } from '../graph/types.js';
import { placedProblems } from './placed-problems.js';
import type { RunRedaction } from './run-redaction.js';

const maxDetail = 2_000;

/** An error as the run shows it: its code, and words that hold no secret, cut only after they were redacted. */
export function runProblem(error: PatchbayError, redaction: RunRedaction, node?: CompiledNode): RunProblem {
  const { code, detail } = error;
  const errors =
    node && error.errors && code === 'parameter-invalid'
      ? placedProblems(error.errors, node.definition.parameters as FieldMap)
      : error.errors;
  return {
    code,
    title: problems[code].title,
    ...(detail === undefined ? {} : { detail: redaction.text(detail).slice(0, maxDetail) }),
    ...(node ? { nodeId: node.id, nodeName: node.name } : {}),
    ...(errors
      ? {
          errors: errors.slice(0, 20).map((each) => ({
            pointer: each.pointer,
            detail: redaction.text(each.detail).slice(0, maxDetail),
          })),
        }
      : {}),
  };
}
