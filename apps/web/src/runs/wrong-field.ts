import type { RunProblem } from '@patchbay/contracts';

/** The parameter because of which a step failed. */
export interface WrongField {
  nodeId: string;
  /** Into the parameters of the node. */
  pointer: string;
  detail: string;
}

/** Others point into what else was wrong, such as the graph. */
const ofParameters = new Set(['expression-failed', 'expression-timeout', 'parameter-invalid']);

/** Where the mistake can be mended, when the record of the run says so. */
export function wrongField(
  { code, nodeId, errors }: RunProblem,
  stepOf: string | undefined = nodeId,
): WrongField | undefined {
  const first = errors?.[0];
  if (stepOf === undefined || first === undefined || first.pointer === '' || !ofParameters.has(code))
    return undefined;
  return { nodeId: stepOf, ...first };
}
