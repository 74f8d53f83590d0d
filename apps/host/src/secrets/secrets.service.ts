import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SecretCreate, SecretDetail, SecretPatch, SecretValue } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { MASK } from '@patchbay/fields';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { ConnectionEvents } from '../connections/connection-events.js';
import { insertRows, updateRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import { writeUnique } from '../database/unique.js';
import { actorOf, type Caller } from '../http/caller.js';
import { EnvironmentsService } from './environments.service.js';
import { secretReferenceTable } from './secret-reference.table.js';
import { secretUsers } from './secret-usage.js';
import { SecretValues } from './secret-values.js';
import { SecretViews } from './secret-view.js';
import { secretTable, secretValueTable, type SecretRow } from './secret.table.js';

/** Named secrets: what they are called, and in which environments they are set. Values come in and never go out. */
@Injectable()
export class SecretsService {
  constructor(
    private readonly store: Store,
    private readonly environments: EnvironmentsService,
    private readonly values: SecretValues,
    private readonly views: SecretViews,
    private readonly audit: AuditService,
    private readonly events: ConnectionEvents,
  ) {}

  async get(caller: Caller, name: string): Promise<SecretDetail> {
    return this.views.detail(await this.#require(this.store.manager, caller, name));
  }

  /** @throws PatchbayError `secret-name-taken`, `environment-not-found` */
  async create(caller: Caller, { values = {}, ...input }: SecretCreate): Promise<SecretDetail> {
    const given = Object.entries(values).map(
      ([name, value]) => [name, textOf(value, `/values/${name}`)] as const,
    );
    for (const [environment] of given) await this.environments.require(caller.projectId, environment);
    const row = await this.#write(async (manager) => {
      let fresh = await this.#insert(manager, caller, input);
      for (const [environment, text] of given)
        fresh = await this.#set(manager, caller, fresh, environment, text);
      return fresh;
    });
    return this.views.detail(
      row,
      given.map(([, text]) => text),
    );
  }

  async describe(caller: Caller, name: string, { description }: SecretPatch): Promise<SecretDetail> {
    const row = await this.#write(async (manager) => {
      const before = await this.#require(manager, caller, name);
      if (description === undefined) return before;
      const changes = { description, updatedAt: now() };
      await updateRows(manager, secretTable, { id: before.id }, changes);
      await this.#record(manager, caller, 'secret.changed', before);
      return { ...before, ...changes };
    });
    return this.views.detail(row);
  }

  /** @throws PatchbayError `secret-in-use` unless `detach`: then what names it fails until there is one again */
  async delete(caller: Caller, name: string, detach: boolean): Promise<void> {
    await this.#write(async (manager) => {
      const row = await this.#require(manager, caller, name);
      if (!detach) await refuseInUse(manager, row);
      await manager.delete(secretValueTable, { secretId: row.id });
      await manager.delete(secretTable, { id: row.id });
      await this.#record(manager, caller, 'secret.deleted', row);
    });
    await this.#closeClients(caller, name);
  }

  /** Takes effect at the next lease. Makes the secret when there is none. */
  async setValue(
    caller: Caller,
    name: string,
    environment: string,
    value: SecretValue,
  ): Promise<SecretDetail> {
    const text = textOf(value, '/value');
    await this.environments.require(caller.projectId, environment);
    const row = await this.#write(async (manager) => {
      const known = await manager.findOneBy(secretTable, { projectId: caller.projectId, name });
      return this.#set(
        manager,
        caller,
        known ?? (await this.#insert(manager, caller, { name })),
        environment,
        text,
      );
    });
    await this.#closeClients(caller, name);
    return this.views.detail(row, [text]);
  }

  /** @throws PatchbayError `secret-value-missing` when none is set */
  async removeValue(caller: Caller, name: string, environment: string): Promise<void> {
    await this.#write(async (manager) => {
      const row = await this.#require(manager, caller, name);
      const { affected } = await manager.delete(secretValueTable, { secretId: row.id, environment });
      if (affected === 0) throw new PatchbayError('secret-value-missing');
      await this.#grow(manager, row);
      await this.#record(manager, caller, 'secret.valueRemoved', row, { environment });
    });
    await this.#closeClients(caller, name);
  }

  async #insert(
    manager: EntityManager,
    caller: Caller,
    input: Omit<SecretCreate, 'values'>,
  ): Promise<SecretRow> {
    const { projectId, userId: createdBy = null } = caller;
    const at = now();
    const { name, description = '' } = input;
    const row = {
      id: randomUUID(),
      projectId,
      name,
      description,
      version: 0,
      createdBy,
      createdAt: at,
      updatedAt: at,
    };
    await insertRows(manager, secretTable, row);
    await this.#record(manager, caller, 'secret.created', row);
    return row;
  }

  async #set(
    manager: EntityManager,
    caller: Caller,
    before: SecretRow,
    environment: string,
    text: string,
  ): Promise<SecretRow> {
    const row = await this.#grow(manager, before);
    const place = { secretId: row.id, environment, projectId: row.projectId, version: row.version };
    const value = {
      ...place,
      valueSealed: this.values.seal(place, text),
      setAt: row.updatedAt,
      setBy: actorOf(caller),
    };
    await manager.delete(secretValueTable, { secretId: row.id, environment });
    await insertRows(manager, secretValueTable, value);
    await this.#record(manager, caller, 'secret.valueSet', row, { environment });
    return row;
  }

  /** Of two changes at once one finds another version than it read, and is refused. */
  async #grow(manager: EntityManager, row: SecretRow): Promise<SecretRow> {
    const changes = { version: row.version + 1, updatedAt: now() };
    const changed = await updateRows(manager, secretTable, { id: row.id, version: row.version }, changes);
    if (changed === 0) throw new PatchbayError('version-conflict', 'Set the value again.');
    return { ...row, ...changes };
  }

  async #require(manager: EntityManager, { projectId }: Caller, name: string): Promise<SecretRow> {
    const row = await manager.findOneBy(secretTable, { projectId, name });
    if (row === null) throw new PatchbayError('secret-not-found');
    return row;
  }

  #write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return writeUnique(
      () => this.store.transaction(work),
      () => new PatchbayError('secret-name-taken'),
    );
  }

  /** Clients that were opened with the value before are of no use any more. */
  async #closeClients({ projectId }: Caller, secretName: string): Promise<void> {
    const where = { projectId, secretName, userType: 'connection' as const };
    const users = await this.store.manager.findBy(secretReferenceTable, where);
    for (const id of new Set(users.map(({ userId }) => userId))) this.events.changed(id);
  }

  #record(
    manager: EntityManager,
    caller: Caller,
    action: string,
    { id, name, projectId, version }: SecretRow,
    more: Record<string, string> = {},
  ): Promise<void> {
    const entry = { projectId, actor: actorOf(caller), action, subjectType: 'secret', subjectId: id };
    return this.audit.append({ ...entry, details: { name, version, ...more } }, manager);
  }
}

async function refuseInUse(manager: EntityManager, { projectId, name }: SecretRow): Promise<void> {
  const dependents = await secretUsers(manager, projectId, name);
  if (dependents.length === 0) return;
  throw new PatchbayError('secret-in-use', {
    detail: 'Take it out of what names it, or delete it with detach=true.',
    extra: { dependents },
  });
}

/** A form that holds the mask as a value would else replace a password by eight bullets. */
function textOf(value: unknown, pointer: string): string {
  const isExact = typeof value === 'object' && value !== null && Object.keys(value).join() === '$value';
  const text: unknown = isExact ? (value as { $value: unknown }).$value : value;
  const detail = problemOf(text, isExact);
  if (detail !== undefined) throw new PatchbayError('validation-failed', { errors: [{ pointer, detail }] });
  return text as string;
}

/** Any text is a value, NUL and halves of surrogate pairs included: it is sealed as JSON, which keeps them. */
function problemOf(text: unknown, isExact: boolean): string | undefined {
  if (typeof text !== 'string') return 'must be text';
  if (text.length > longestValue) return `must not be longer than ${longestValue} characters`;
  if (text === MASK && !isExact) return 'is the mask and no value; to store this text send {"$value": …}';
  return undefined;
}

const longestValue = 131_072;
