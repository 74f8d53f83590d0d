import type { PatternGraph, PatternNode } from '@patchbay/contracts';
import type { FieldProblem } from '@patchbay/errors';

/** The node type that may call patterns. Of any other, a runner's question is refused. */
const callType = 'core.callPattern';

export type CalledPattern = { id: string } | { name: string };

/** The pattern that this node names in the saved graph; undefined when it is no such node or names none. */
export function calledPattern({ type, parameters = {} }: PatternNode): CalledPattern | undefined {
  const { by = 'id', pattern } = parameters;
  if (type !== callType || typeof pattern !== 'string' || isTemplate(pattern)) return undefined;
  return by === 'name' ? { name: pattern } : { id: pattern };
}

/** A pattern chosen by data would let whoever controls the data choose whose connections are used. */
export function callProblems(graph: PatternGraph): FieldProblem[] {
  return graph.nodes.flatMap(({ type, parameters = {} }, index) =>
    type === callType && ['by', 'pattern'].some((name) => isTemplate(parameters[name]))
      ? [
          {
            pointer: `/nodes/${index}/parameters/pattern`,
            detail: 'A pattern is called by its id or name; an expression is not allowed here',
          },
        ]
      : [],
  );
}

function isTemplate(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('=');
}
