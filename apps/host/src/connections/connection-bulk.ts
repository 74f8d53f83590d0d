import { Injectable } from '@nestjs/common';
import {
  type ConnectionBulk as BulkInput,
  type ConnectionBulkAnswer,
  type ConnectionBulkItem,
  roleAllows,
} from '@patchbay/contracts';
import { isPatchbayError, PatchbayError } from '@patchbay/errors';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { updateRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import { actorOf, type Caller, callerMay } from '../http/caller.js';
import { projectMemberTable } from '../projects/project.table.js';
import { ConnectionEvents } from './connection-events.js';
import { ConnectionMoves } from './connection-moves.js';
import { ConnectionRows, deleteConnectionRows, nameSpaceOf } from './connection-rows.js';
import { connectionShareTable } from './connection-share.table.js';
import { connectionTable, type ConnectionRow } from './connection.table.js';
import { usersOf } from './reference-users.js';
import { takenName } from './taken-name.js';

interface Looked {
  item: ConnectionBulkItem;
  row: ConnectionRow | undefined;
}

/** Deletes many connections, or gives them to another owner or project: after a look at each, all of them or none. */
@Injectable()
export class ConnectionBulk {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
    private readonly moves: ConnectionMoves,
    private readonly audit: AuditService,
    private readonly events: ConnectionEvents,
  ) {}

  /**
   * @throws PatchbayError `bulk-refused` with what is in the way of each, before anything has changed;
   * `member-not-found`, `project-not-found`, `forbidden`, `validation-failed`
   */
  async run(caller: Caller, input: BulkInput): Promise<ConnectionBulkAnswer> {
    refuseUnclear(input);
    if (input.toProject !== undefined) await this.moves.requireReceiver(caller, input.toProject);
    const answer = await takenName(() =>
      this.store.transaction(async (manager) => {
        await refuseReceiver(manager, caller, input);
        const looked = await this.#lookAt(manager, caller, input);
        const items = looked.map(({ item }) => item);
        if (input.dryRun === true) return { done: false, items };
        if (items.some(({ problem }) => problem !== null)) throw refused(items);
        for (const { row } of looked) if (row !== undefined) await this.#change(manager, caller, row, input);
        return { done: true, items };
      }),
    );
    if (answer.done) for (const { id } of answer.items) this.events.changed(id);
    return answer;
  }

  /** Each is locked, always in the same order, so that two who change the same ones wait for each other. */
  async #lookAt(manager: EntityManager, caller: Caller, input: BulkInput): Promise<Looked[]> {
    const looked: Looked[] = [];
    for (const id of input.ids.toSorted()) looked.push(await this.#look(manager, caller, id, input));
    return looked;
  }

  async #look(manager: EntityManager, caller: Caller, id: string, input: BulkInput): Promise<Looked> {
    const row = await codeOr(() => this.rows.requireLocked(manager, caller, id));
    if (typeof row === 'string')
      return { row: undefined, item: { id, name: null, problem: row, dependents: [] } };
    const dependents = await usersOf(manager, id);
    const problem = await this.#problemOf(manager, caller, row, input);
    // What everybody in the project may use goes on with another owner.
    const staysUsable = input.to !== undefined && row.scope === 'project';
    const isInTheWay = dependents.length > 0 && !staysUsable;
    const inUse = isInTheWay && input.detach !== true ? 'connection-in-use' : null;
    return { row, item: { id, name: row.name, problem: problem ?? inUse, dependents } };
  }

  async #problemOf(
    manager: EntityManager,
    caller: Caller,
    row: ConnectionRow,
    { action, to = caller.userId ?? '', toProject = row.projectId }: BulkInput,
  ): Promise<string | undefined> {
    if (action === 'delete') return undefined;
    // Else a colleague could take away a connection of somebody else's, and with it hide it from the project.
    if (row.ownerId !== caller.userId && !callerMay(caller, 'admin')) return 'forbidden';
    const place = { projectId: toProject, nameSpace: nameSpaceOf(row.scope, to) };
    const taken = await codeOr(() => this.rows.refuseTakenName(manager, { ...row, ...place }));
    if (typeof taken === 'string') return taken;
    return toProject === row.projectId ? undefined : this.moves.problemOf(manager, row);
  }

  async #change(
    manager: EntityManager,
    caller: Caller,
    row: ConnectionRow,
    { action, to = '', toProject }: BulkInput,
  ): Promise<void> {
    const { id: subjectId, projectId, name, type, scope, ownerId, version } = row;
    const record = (where: string, verb: string, more: Record<string, unknown>) => ({
      ...{ projectId: where, actor: actorOf(caller), action: `connection.${verb}` },
      ...{ subjectType: 'connection', subjectId, details: { name, type, scope, ...more } },
    });
    const tell = (...records: ReturnType<typeof record>[]) => this.audit.append(records, manager);
    if (action === 'delete') {
      await deleteConnectionRows(manager, subjectId);
      return tell(record(projectId, 'deleted', { version }));
    }
    if (toProject === undefined) {
      await giveTo(manager, row, to);
      return tell(record(projectId, 'transferred', { from: ownerId, to }));
    }
    await this.moves.move(manager, row, caller, toProject);
    // In one project it is gone, in the other it is new.
    const gone = record(projectId, 'transferred', { toProject });
    return tell(gone, record(toProject, 'received', { fromProject: projectId }));
  }
}

async function giveTo(manager: EntityManager, row: ConnectionRow, ownerId: string): Promise<void> {
  const { id, scope, version } = row;
  const changes = { ownerId, nameSpace: nameSpaceOf(scope, ownerId), version: version + 1, updatedAt: now() };
  await updateRows(manager, connectionTable, { id }, changes);
  // Its new owner decides with whom it is shared.
  await manager.delete(connectionShareTable, { connectionId: id });
}

function refuseUnclear({ action, to, toProject }: BulkInput): void {
  const receivers = [to, toProject].filter((given) => given !== undefined).length;
  if (receivers === (action === 'transfer' ? 1 : 0)) return;
  throw new PatchbayError('validation-failed', {
    errors: [{ pointer: '/to', detail: 'or /toProject must be given for a transfer, and for nothing else' }],
  });
}

async function refuseReceiver(
  manager: EntityManager,
  { projectId }: Caller,
  { to }: BulkInput,
): Promise<void> {
  if (to === undefined) return;
  const member = await manager.findOneBy(projectMemberTable, { projectId, userId: to });
  if (member === null || !roleAllows(member.role, 'connector.edit'))
    throw new PatchbayError('member-not-found', 'The new owner must be a member who may edit connections.');
}

/** The code of the problem, where there is one. */
async function codeOr<T>(work: () => Promise<T>): Promise<T | string> {
  try {
    return await work();
  } catch (error) {
    if (isPatchbayError(error)) return error.code;
    throw error;
  }
}

function refused(items: ConnectionBulkItem[]): PatchbayError {
  return new PatchbayError('bulk-refused', {
    detail: 'Nothing was changed. The member items says what is in the way of each.',
    extra: { items },
  });
}
