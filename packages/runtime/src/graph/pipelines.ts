import { AskedFor } from './asked-for.js';
import type { CompiledNode, Stage, Target } from './types.js';

/**
 * Which nodes hand their items on in batches, and to whom. What a run does and gives is the same as if each node were
 * executed with all items after the other; where that is not certain, items are kept and no batch flows.
 */
export function planPipelines(
  nodes: readonly CompiledNode[],
  byName: ReadonlyMap<string, CompiledNode>,
): ReadonlyMap<CompiledNode, Stage> {
  const pipelines = new Map<CompiledNode, Stage>();
  const sources = nodes.filter(isSource);
  if (sources.length === 0) return pipelines;
  const asked = new AskedFor(nodes, byName);
  if (asked.isUnknown) return pipelines;
  for (const node of sources) {
    pipelines.set(node, planFrom(node, asked));
  }
  return pipelines;
}

/** Its input is there as a whole, so one that fails can still be tried again or passed by with everything. */
function isSource({ definition, settings, pinned }: CompiledNode): boolean {
  return (
    !pinned &&
    definition.produce !== undefined &&
    !settings.disabled &&
    isPlain(settings) &&
    !stopsNot(settings)
  );
}

/** A step that is tried again needs its items again, and they are gone by then. */
function isPlain({ retries = 0, executeOnce }: CompiledNode['settings']): boolean {
  return retries === 0 && !executeOnce;
}

function stopsNot({ onError = 'stop' }: CompiledNode['settings']): boolean {
  return onError !== 'stop';
}

interface Draft {
  readonly node: CompiledNode;
  readonly next: Map<string, Draft>;
}

function planFrom(source: CompiledNode, asked: AskedFor): Stage {
  const root: Draft = { node: source, next: new Map() };
  extend(root, asked);
  // Cutting one edge takes stages away that others relied on.
  while (cutForExpressions(root, asked) || cutForOrder(root));
  const inPipeline = new Set(draftsOf(root).map(({ node }) => node));
  return finished(root, (node) => asked.needsItemsOf(node, inPipeline));
}

/** Adds whoever can take batches. Its items go to one node only: for several they have to be kept anyway. */
function extend(draft: Draft, asked: AskedFor): void {
  // Downstream of its effects nothing may be seen before they are final.
  if (hasEffects(draft.node) && !draft.node.definition.produce) return;
  for (const { pin, target } of soleTargets(draft.node)) {
    // With one edge only it is reached by no other way, not even round in a circle.
    if (asked.edgesInto(target.node) !== 1 || !takesBatches(target)) continue;
    const next: Draft = { node: target.node, next: new Map() };
    draft.next.set(pin, next);
    extend(next, asked);
  }
}

function soleTargets(node: CompiledNode): { pin: string; target: Target }[] {
  const sole = [...node.targets].flatMap(([pin, [target, ...others]]) =>
    target && others.length === 0 ? [{ pin, target }] : [],
  );
  return sole.sort((a, b) => a.target.node.rank - b.target.node.rank);
}

function takesBatches({ node, input }: Target): boolean {
  const { definition, settings, parameters, connectedInputs, pinned } = node;
  if (pinned || connectedInputs !== 1 || input !== 0 || !isPlain(settings)) return false;
  if (settings.disabled) return true;
  if (parameters.program?.references.wholeInput) return false;
  if (definition.itemwise) return true;
  // What it has taken already could not be passed on with the error.
  return node.consumes && !stopsNot(settings);
}

function hasEffects({ slots, settings }: CompiledNode): boolean {
  return slots.length > 0 && !settings.disabled;
}

/** Whether an edge was cut, because somebody asks later for items which would be gone, or for links that would be. */
function cutForExpressions(root: Draft, asked: AskedFor): boolean {
  const inPipeline = new Set(draftsOf(root).map(({ node }) => node));
  const cutIn = ({ node, next }: Draft, before: readonly CompiledNode[]): boolean => {
    const path = [...before, node];
    return [...next].some(([pin, draft]) => {
      const isCut =
        asked.needsItemsOf(node, inPipeline) ||
        asked.breaksIn(draft.node) ||
        asked.asksBeside(draft.node, path, root.node);
      return isCut ? next.delete(pin) : cutIn(draft, path);
    });
  };
  return cutIn(root, []);
}

/**
 * Whether an edge was cut, because something would happen too early: what follows on kept items comes after the whole
 * pipeline, so nothing flows that would be executed after some of that. Of writers there is one per pipeline: two open
 * transactions could wait for each other.
 */
function cutForOrder(root: Draft): boolean {
  let isLate = false;
  let hasWriter = false;
  const cutIn = (draft: Draft): boolean => {
    for (const { node, pin } of targetsInOrder(draft.node)) {
      const next = draft.next.get(pin);
      if (!next) isLate = true;
      else if (isLate || (hasWriter && hasEffects(node))) return draft.next.delete(pin);
      else if (cutIn(next)) return true;
      hasWriter ||= hasEffects(node);
    }
    return false;
  };
  return cutIn(root);
}

/** In the order in which they would be executed. */
export function targetsInOrder({
  targets,
}: CompiledNode): { node: CompiledNode; input: number; pin: string }[] {
  return [...targets]
    .flatMap(([pin, list]) => list.map((target) => ({ ...target, pin })))
    .sort((a, b) => a.node.rank - b.node.rank || a.input - b.input);
}

function draftsOf(draft: Draft): Draft[] {
  return [draft, ...[...draft.next.values()].flatMap(draftsOf)];
}

function finished({ node, next }: Draft, isAskedFor: (node: CompiledNode) => boolean): Stage {
  const stages = [...next].map(([pin, draft]) => [pin, finished(draft, isAskedFor)] as const);
  return { node, isAskedFor: isAskedFor(node), next: new Map(stages) };
}
