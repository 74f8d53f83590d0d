import { Injectable } from '@nestjs/common';
import { PatchbayError } from '@patchbay/errors';
import { Store } from '../database/store.js';
import { calledPattern } from '../patterns/pattern-call.js';
import { type PatternRow, patternTable } from '../patterns/pattern.table.js';
import { CatalogService } from '../plugins/catalog.service.js';
import type { CallQuestion } from '../runners/runner-pool.js';
import type { ActiveRun } from './active-run.js';
import { chooseTrigger } from './choose-trigger.js';
import type { Launch } from './launch.js';
import { StarterRights } from './starter-rights.js';

/** Runs above one another. */
const mostDepth = 10;

/** What a step's call of another pattern leads to. */
@Injectable()
export class PatternCalls {
  constructor(
    private readonly store: Store,
    private readonly catalog: CatalogService,
    private readonly rights: StarterRights,
  ) {}

  /**
   * The run to start: of the pattern that the saved graph names at this step, with the rights of whoever started the
   * calling run, in its environment.
   * @throws PatchbayError `pattern-not-found`, `pattern-recursion`, `pattern-call-too-deep`, `lease-denied`
   */
  async launchOf(parent: ActiveRun, { nodeId, items }: CallQuestion): Promise<Launch> {
    const pattern = await this.#called(parent, nodeId);
    refuseEndless(parent, pattern);
    await this.rights.requireRun(parent.starter);
    // The calling run may have been canceled meanwhile.
    if (parent.isOver) throw new PatchbayError('run-canceled', 'The run is over.');
    return {
      patternId: pattern.id,
      patternName: pattern.name,
      patternVersion: pattern.version,
      graph: pattern.graph,
      environment: parent.facts.environment,
      starter: parent.starter,
      trigger: {
        kind: 'call',
        nodeId: chooseTrigger(this.catalog, pattern.graph).id,
        items: items ?? [],
      },
      caller: { run: parent, nodeId, waits: items === undefined },
    };
  }

  // A runner names the step alone; which pattern it calls is what was saved, so a hostile node calls no other.
  async #called({ graph, starter: { projectId } }: ActiveRun, nodeId: string): Promise<PatternRow> {
    const node = graph.nodes.find(({ id }) => id === nodeId);
    const called = node && calledPattern(node);
    if (!called) throw new PatchbayError('pattern-not-found', 'This step names no pattern to call.');
    const row = await this.store.manager.findOneBy(patternTable, { ...called, projectId });
    if (row) return row;
    const words = 'id' in called ? 'this id' : `the name "${called.name}"`;
    throw new PatchbayError('pattern-not-found', `There is no pattern with ${words} in this project.`);
  }
}

function refuseEndless(parent: ActiveRun, { id, name }: PatternRow): void {
  const callers = [parent, ...parent.callers()];
  if (callers.some(({ facts }) => facts.patternId === id)) {
    const path = callers.map(({ facts }) => `"${facts.patternName}"`).reverse();
    throw new PatchbayError('pattern-recursion', `${path.join(' calls ')} calls "${name}" again.`);
  }
  if (callers.length >= mostDepth)
    throw new PatchbayError('pattern-call-too-deep', `No more than ${mostDepth} runs may call one another.`);
}
