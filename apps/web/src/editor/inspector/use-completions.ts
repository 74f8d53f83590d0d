import type { PatternNode } from '@patchbay/contracts';
import { accessOf, schemaOf } from '../../items/schema.js';
import { inputsOf } from '../data/inputs.js';
import { useEditor } from '../editor-context.js';

export interface ExpressionCompletion {
  label: string;
  detail: string;
}

const always: readonly ExpressionCompletion[] = [
  { label: '$json', detail: 'the item' },
  { label: '$input.first().json', detail: 'the first item' },
  { label: '$input.all()', detail: 'all items' },
  { label: '$itemIndex', detail: 'number of the item' },
  { label: '$now', detail: 'date and time' },
  { label: '$today', detail: 'date' },
  { label: '$run.id', detail: 'the run' },
  { label: '$vars', detail: 'variables of the pattern' },
  { label: '$jmespath($json, "")', detail: 'query in an object' },
];

/** What an expression of this node can name: the members of its last input and the nodes before it. */
export function useCompletions(node: PatternNode): ExpressionCompletion[] {
  const { graph, steps } = useEditor();
  const input = inputsOf(graph, steps, node.id).flatMap(({ items }) => items.map(({ json }) => json));
  const members = schemaOf(input).map(({ path, types }) => ({
    label: `$json${path}`,
    detail: types.join(' or '),
  }));
  const others = graph.nodes
    .filter(({ id }) => id !== node.id)
    .flatMap(({ id, name }) => {
      const call = `$(${JSON.stringify(name)}).item.json`;
      const first = Object.keys(Object.values(steps.get(id)?.outputs ?? {})[0]?.[0]?.json ?? {});
      const inner = first.map((key) => ({ label: `${call}${accessOf(key)}`, detail: name }));
      return [{ label: call, detail: 'item of that node' }, ...inner];
    });
  return [...members, ...always, ...others];
}
