import { Injectable } from '@nestjs/common';
import type { ConnectionPatch, ImportAction, ImportEntry, ImportPlanInput } from '@patchbay/contracts';
import { isPatchbayError, PatchbayError, type FieldProblem } from '@patchbay/errors';
import type { JsonObject, MergePlan } from '@patchbay/fields';
import { planChange, planWhole, warningsOf } from '../connections/config-plan.js';
import { changedMembers, ConnectionChanger } from '../connections/connection-changer.js';
import type { ConnectionRow } from '../connections/connection.table.js';
import { NewConnection } from '../connections/new-connection.js';
import type { Caller } from '../http/caller.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { checkedDescription } from './described.js';
import type { Wanted } from './wanted.js';

/** What an entry comes to, and the rows that would be written. */
export interface Planned {
  entry: ImportEntry;
  /** Undefined for a new connection. */
  before?: ConnectionRow;
  /** Undefined when nothing is written. */
  after?: ConnectionRow;
}

/** Decides about one entry; checked, split and sealed as if it were typed in, and not written. */
@Injectable()
export class EntryPlanner {
  constructor(
    private readonly catalog: CatalogService,
    private readonly fresh: NewConnection,
    private readonly changer: ConnectionChanger,
  ) {}

  async plan(
    caller: Caller,
    wanted: Wanted,
    existing: ConnectionRow | undefined,
    { existing: policy = 'update', choices = {} }: ImportPlanInput,
  ): Promise<Planned> {
    const choice = Object.hasOwn(choices, wanted.key) ? (choices[wanted.key] ?? {}) : {};
    const isSkipped = choice.skip === true || (existing !== undefined && policy === 'skip');
    if (isSkipped) return { entry: entryOf(wanted, 'skip', existing) };
    try {
      if (existing !== undefined && policy === 'refuse') throw new PatchbayError('connection-name-taken');
      const chosen = (choice.config ?? {}) as JsonObject;
      return existing === undefined
        ? this.#create(caller, wanted, chosen)
        : await this.#update(caller, wanted, existing, chosen);
    } catch (error) {
      if (!isPatchbayError(error)) throw error;
      return { entry: { ...entryOf(wanted, 'refuse', existing), problems: problemsOf(error) } };
    }
  }

  #create(caller: Caller, wanted: Wanted, chosen: JsonObject): Planned {
    const { connector, config } = this.#connectorOf(wanted);
    const input = { ...checkedDescription(wanted), name: wanted.name, type: connector.description.type };
    const { row, plan } = this.fresh.build(caller, connector, { ...input, config: { ...config, ...chosen } });
    return { entry: shown(entryOf(wanted, 'create', undefined), row, plan), after: row };
  }

  async #update(caller: Caller, wanted: Wanted, before: ConnectionRow, chosen: JsonObject): Promise<Planned> {
    const { connector, config } = this.#connectorOf(wanted);
    if (connector.description.type !== before.type)
      throw new PatchbayError('conflict', `A connection of that name is of the type ${before.type}.`);
    const given = { ...config, ...chosen };
    const plan =
      wanted.extent === 'whole'
        ? planWhole(connector.fields, before, given)
        : planChange(connector.fields, before, wanted.extent === 'plain' ? onlyThese(before, given) : given);
    const patch: ConnectionPatch = { ...checkedDescription(wanted), name: wanted.name };
    const after = await this.changer.prepare(caller, before, patch, plan);
    const changes = changedMembers(before, after).filter((column) => !always.has(column));
    return { entry: { ...shown(entryOf(wanted, 'update', before), after, plan), changes }, before, after };
  }

  #connectorOf({ type, config }: Wanted) {
    const connector = type === undefined ? undefined : this.catalog.connector(type);
    if (connector !== undefined && config !== undefined) return { connector, config };
    throw new PatchbayError('connector-not-found', 'No installed connector takes this.');
  }
}

/** Columns that every change touches. That secrets are the same is not told: it would confirm a guess. */
const always = new Set(['version', 'updatedAt', 'secretsSealed', 'sealedVersion', 'secretsSetAt']);

/** A file without secrets replaces what may be read; where secrets lie, nothing is taken away. */
function onlyThese({ config, secretKeys }: ConnectionRow, given: JsonObject): JsonObject {
  const gone = Object.keys(config).filter(
    (key) => !Object.hasOwn(given, key) && !secretKeys.some((pointer) => pointer.startsWith(`/${key}/`)),
  );
  return { ...Object.fromEntries(gone.map((key) => [key, null])), ...given };
}

function entryOf(
  { key, name, type, unmapped, alternatives }: Wanted,
  action: ImportAction,
  existing: ConnectionRow | undefined,
): ImportEntry {
  return {
    key,
    action,
    name,
    type: type ?? null,
    id: existing?.id ?? null,
    hostSummary: existing?.hostSummary ?? null,
    changes: [],
    secrets: [],
    problems: [],
    warnings: [],
    unmapped,
    alternatives,
  };
}

function shown(entry: ImportEntry, { hostSummary: summary }: ConnectionRow, plan: MergePlan): ImportEntry {
  return {
    ...entry,
    hostSummary: summary,
    secrets: Object.keys(plan.secrets.set),
    warnings: warningsOf(plan),
  };
}

function problemsOf(error: PatchbayError): FieldProblem[] {
  if (error.errors !== undefined && error.errors.length > 0) return [...error.errors];
  return [{ pointer: '', detail: error.detail ?? error.message }];
}
