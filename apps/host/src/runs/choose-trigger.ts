import type { PatternGraph, PatternNode } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { CatalogService } from '../plugins/catalog.service.js';

/**
 * Where a run begins that no trigger of its own starts: at the wanted node (by id or name), a manual trigger, or the
 * first trigger there is.
 * @throws PatchbayError `pattern-invalid`
 */
export function chooseTrigger(catalog: CatalogService, graph: PatternGraph, wanted?: string): PatternNode {
  const kind = (node: PatternNode) => catalog.nodeShape(node.type)?.trigger;
  const triggers = graph.nodes.filter((node) => kind(node) !== undefined && node.settings?.disabled !== true);
  const chosen =
    wanted === undefined
      ? (triggers.find((node) => kind(node) === 'manual') ?? triggers[0])
      : triggers.find((node) => node.id === wanted || node.name === wanted);
  if (chosen) return chosen;
  throw new PatchbayError(
    'pattern-invalid',
    wanted === undefined
      ? 'The pattern has no trigger to start from; add a Manual Trigger.'
      : `The pattern has no trigger "${wanted}".`,
  );
}
