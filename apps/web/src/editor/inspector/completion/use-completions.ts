import type { PatternNode } from '@patchbay/contracts';
import { useQuery } from '@tanstack/react-query';
import { secretNamesQuery } from '../../../api/queries.js';
import { useMay } from '../../../api/use-me.js';
import { inputsOf } from '../../data/inputs.js';
import { useEditor } from '../../editor-context.js';
import { leadingTo } from '../../model/preview-graph.js';
import type { Named } from './named.js';
import { rootsOf } from './roots.js';

/** What an expression of this node can name, by the data of the run that is shown. */
export function useCompletions(node: PatternNode): Named[] {
  const { graph, steps } = useEditor();
  const mayRead = useMay('secret.read');
  const { data: secrets = [] } = useQuery({ ...secretNamesQuery, enabled: mayRead });
  const before = leadingTo(graph, node.id);
  return rootsOf({
    input: inputsOf(graph, steps, node.id).flatMap(({ items }) => items),
    nodes: graph.nodes
      .filter(({ id }) => id !== node.id && before.has(id))
      .map(({ id, name, pinned }) => ({
        name,
        items: Object.values(pinned ?? steps.get(id)?.outputs ?? {}).flat(),
      })),
    secrets,
    settings: graph.settings,
    waits: graph.nodes.some(({ type }) => type === 'core.wait'),
  });
}
