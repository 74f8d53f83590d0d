import { Injectable } from '@nestjs/common';
import type { ImportAnswer, ImportInput, ImportPlan, ImportPlanInput } from '@patchbay/contracts';
import { isPatchbayError, PatchbayError } from '@patchbay/errors';
import { pointerTo } from '@patchbay/fields';
import { canonicalJson } from '../audit/chain.js';
import { ConnectionChanger } from '../connections/connection-changer.js';
import { ConnectionEvents } from '../connections/connection-events.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { takenName } from '../connections/taken-name.js';
import { Store } from '../database/store.js';
import type { Caller } from '../http/caller.js';
import { ExistingConnections } from './existing.js';
import { Mapper } from './mapping/mapper.js';
import { PlanDigest } from './plan-digest.js';
import { EntryPlanner, type Planned } from './plan-entry.js';
import type { NotRead } from './readers/reading.js';
import { readWanted, type Wanted } from './wanted.js';

/** Imports connections in two steps: a plan that is shown, and exactly that plan written in one transaction. */
@Injectable()
export class ConnectionImporter {
  constructor(
    private readonly store: Store,
    private readonly mapper: Mapper,
    private readonly existing: ExistingConnections,
    private readonly entries: EntryPlanner,
    private readonly digests: PlanDigest,
    private readonly connections: ConnectionsService,
    private readonly changer: ConnectionChanger,
    private readonly events: ConnectionEvents,
  ) {}

  /** @throws PatchbayError `import-unreadable`, `passphrase-wrong` */
  async plan(caller: Caller, input: ImportPlanInput): Promise<ImportPlan> {
    const { planned, notRead, content } = await this.#plan(caller, input);
    return {
      digest: this.digests.of(caller, content),
      entries: planned.map(({ entry }) => entry),
      notRead,
    };
  }

  /**
   * @throws PatchbayError also `import-plan-changed` when file, choices or what is stored are not what the plan was
   * made of; `import-refused` naming every entry that cannot be written
   */
  async apply(caller: Caller, { digest, ...input }: ImportInput): Promise<ImportAnswer> {
    const { planned, content } = await this.#plan(caller, input);
    if (!this.digests.matches(caller, digest, content)) throw changed();
    if (input.leaveOutRefused !== true) refuse(planned);
    await this.#write(caller, planned, input.format);
    const done = planned.filter(({ after }) => after !== undefined);
    for (const { before, after } of done)
      if (before !== undefined) this.events.changed(before.id, after?.version);
    return {
      created: done.filter(({ before }) => before === undefined).map(named),
      updated: done.filter(({ before }) => before !== undefined).map(named),
      leftOut: planned.filter(({ after }) => after === undefined).map(({ entry }) => entry.key),
    };
  }

  async #plan(
    caller: Caller,
    input: ImportPlanInput,
  ): Promise<{ planned: Planned[]; notRead: NotRead[]; content: string }> {
    const { wanted: read, notRead } = await readWanted(input, this.mapper);
    const wanted = renamed(read, input);
    const find = await this.existing.finder(caller, wanted, input.match ?? 'name');
    const planned: Planned[] = [];
    for (const entry of wanted) planned.push(await this.entries.plan(caller, entry, find(entry), input));
    refuseTwins(planned);
    // What is stored counts by its versions: a plan over it is void when it changes.
    const stored = planned.map(({ entry, before }) => [entry, before?.version ?? 0]);
    const { leaveOutRefused: _, ...asked } = input;
    return { planned, notRead, content: canonicalJson([asked, wanted, stored]) };
  }

  async #write(caller: Caller, planned: readonly Planned[], format: string): Promise<void> {
    const fresh = planned.flatMap(({ before, after }) =>
      before === undefined && after !== undefined ? [after] : [],
    );
    try {
      await takenName(() =>
        this.store.transaction(async (manager) => {
          await this.connections.insertAll(manager, caller, fresh, { importedFrom: format });
          for (const { before, after } of planned)
            if (before !== undefined && after !== undefined)
              await this.changer.write(manager, caller, before, after);
        }),
      );
    } catch (error) {
      const meanwhile = isPatchbayError(error) && outdated.has(error.code);
      throw meanwhile ? changed() : error;
    }
  }
}

/** Between plan and transaction somebody else was quicker. */
const outdated = new Set<string>(['version-conflict', 'connection-name-taken']);

function renamed(wanted: readonly Wanted[], { choices = {} }: ImportPlanInput): Wanted[] {
  return wanted.map((entry) => {
    const name = Object.hasOwn(choices, entry.key) ? choices[entry.key]?.name : undefined;
    return { ...entry, name: (name ?? entry.name).slice(0, longestName) };
  });
}

const longestName = 200;

/** Two entries that would write one row or one name: the second would undo the first. */
function refuseTwins(planned: Planned[]): void {
  const taken = new Set<string>();
  for (const each of planned) {
    if (each.after === undefined) continue;
    const { id, nameSpace, name } = each.after;
    const claims = [`row ${id}`, `name ${nameSpace} ${name}`];
    if (claims.some((claim) => taken.has(claim))) {
      delete each.after;
      each.entry = {
        ...each.entry,
        action: 'refuse',
        problems: [{ pointer: '/name', detail: 'is the name of another entry; choose another one' }],
      };
    } else for (const claim of claims) taken.add(claim);
  }
}

function refuse(planned: readonly Planned[]): void {
  const errors = planned
    .filter(({ entry }) => entry.action === 'refuse')
    .flatMap(({ entry }) =>
      entry.problems.map(({ pointer, detail }) => ({
        pointer: pointerTo('/entries', entry.key) + pointer,
        detail,
      })),
    );
  if (errors.length === 0) return;
  const detail = 'Nothing was written. Complete or skip these entries by choices, or leave refused ones out.';
  throw new PatchbayError('import-refused', { detail, errors });
}

function changed(): PatchbayError {
  return new PatchbayError(
    'import-plan-changed',
    'Nothing was written. Ask for the plan again and look at it.',
  );
}

function named({ entry, after }: Planned): ImportAnswer['created'][number] {
  return { key: entry.key, id: after?.id ?? '', name: entry.name };
}
