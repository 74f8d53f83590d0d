import type { WireProblem } from '@patchbay/protocol';
import type { Redactor } from '@patchbay/redaction';

/** Texts of plugin code may quote what it was lent. */
export function redactedProblem(redactor: Redactor, problem: WireProblem): WireProblem {
  return redactor.redactValue(problem) as WireProblem;
}
