import { Injectable } from '@nestjs/common';
import { now } from '../database/table.js';
import { updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import type { CallerToken } from '../http/caller.js';
import { apiTokenTable, type ApiTokenRow } from './api-token.table.js';
import { hashToken } from './session-token.js';
import { userTable, type UserRow } from './user.table.js';

/** Whose an API token is, and what it may be used for. */
@Injectable()
export class ApiTokenReader {
  constructor(private readonly store: Store) {}

  /** Undefined for a token that is unknown, expired, revoked, or of somebody who is disabled or gone. */
  async find(
    token: string,
  ): Promise<{ user: UserRow; sessionHash: undefined; token: CallerToken } | undefined> {
    const { manager } = this.store;
    const row = await manager.findOneBy(apiTokenTable, { tokenHash: hashToken(token) });
    if (row === null || (row.expiresAt !== null && row.expiresAt <= now())) return undefined;
    const user = await manager.findOneBy(userTable, { id: row.userId, disabled: false });
    if (user === null) return undefined;
    await this.#noteUse(row);
    const { id, scopes, projectId } = row;
    return { user, sessionHash: undefined, token: { id, scopes, projectId } };
  }

  async #noteUse({ id, lastUsedAt }: ApiTokenRow): Promise<void> {
    if (lastUsedAt !== null && Date.now() - Date.parse(lastUsedAt) < minuteMs) return;
    await this.store.transaction((manager) =>
      updateRows(manager, apiTokenTable, { id }, { lastUsedAt: now() }),
    );
  }
}

const minuteMs = 60_000;
