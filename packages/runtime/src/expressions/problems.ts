import { PatchbayError, type ProblemCode } from '@patchbay/errors';
import type { CompiledNode } from '../graph/types.js';
import type { Program } from './program.js';

export interface Place {
  column: number;
  item: number;
}

/** The words come from the sandbox: they are text, and not too much of it. */
export function expressionFailed(
  node: CompiledNode,
  program: Program,
  failure: Place & { failure: string },
): PatchbayError {
  return problem('expression-failed', node, program, failure, failure.failure.slice(0, 500));
}

const reasons = {
  timeout: ['expression-timeout', 'it took longer than an expression may (250 ms)'],
  total: ['expression-timeout', 'all items together took longer than the expressions of a step may (5 s)'],
  exhausted: [
    'expression-failed',
    'it used more memory than an expression may (32 MB), or called itself too deeply',
  ],
} as const;

export function expressionStopped(
  node: CompiledNode,
  program: Program,
  reason: keyof typeof reasons,
  place: Place | undefined,
): PatchbayError {
  const [code, words] = reasons[reason];
  return problem(code, node, program, place, words);
}

function problem(
  code: ProblemCode,
  node: CompiledNode,
  program: Program,
  place: Place | undefined,
  words: string,
): PatchbayError {
  // Without a place (the engine had to be stopped from outside) the node's first expression stands for all.
  const column = program.columns[place?.column ?? 0] ?? 0;
  const found = node.parameters.columns[column];
  const pointer = found?.pointer ?? '';
  const source = (found?.source ?? '').slice(0, 200);
  const item = place ? ` (item ${place.item})` : '';
  return new PatchbayError(code, {
    detail: `${node.parameters.labelOf(pointer)}, {{ ${source} }}: ${words}${item}.`,
    errors: [{ pointer, detail: words }],
  });
}
