import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SessionSummary } from '@patchbay/contracts';
import { LessThan, MoreThan, Not, type EntityManager } from 'typeorm';
import { insertRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import { hashToken, newToken } from './session-token.js';
import { sessionTable, type SessionRow } from './session.table.js';

/** Sessions end twelve hours after they were last used, and thirty days after the login at the latest. */
@Injectable()
export class SessionService {
  constructor(private readonly store: Store) {}

  /** A new session; the token is returned once and kept nowhere. */
  async begin(
    userId: string,
    manager: EntityManager,
    userAgent: string | null = null,
  ): Promise<{ token: string; expiresAt: string }> {
    const token = newToken();
    const createdAt = now();
    const expiresAt = expiryOf(createdAt);
    await manager.delete(sessionTable, { expiresAt: LessThan(createdAt) });
    const row = { tokenHash: hashToken(token), userId, createdAt, expiresAt, userAgent };
    await insertRows(manager, sessionTable, row);
    return { token, expiresAt };
  }

  /** Not at every request: once an hour is enough for a sliding end, and a read stays a read. */
  async prolong({ tokenHash, createdAt, expiresAt }: SessionRow): Promise<void> {
    const later = expiryOf(createdAt);
    if (Date.parse(later) - Date.parse(expiresAt) < hourMs) return;
    await this.store.transaction((manager) =>
      manager.update(sessionTable, { tokenHash }, { expiresAt: later }),
    );
  }

  async list(userId: string, currentHash: string | undefined): Promise<SessionSummary[]> {
    const rows = await this.store.manager.find(sessionTable, {
      where: { userId, expiresAt: MoreThan(now()) },
      order: { createdAt: 'DESC' },
    });
    return rows.map(({ tokenHash, createdAt, expiresAt, userAgent }) => ({
      ...{ id: idOf(tokenHash), createdAt, expiresAt, userAgent },
      current: tokenHash === currentHash,
    }));
  }

  async end(tokenHash: string, manager: EntityManager): Promise<void> {
    await manager.delete(sessionTable, { tokenHash });
  }

  /** False when the user has no such session. */
  async endById(userId: string, id: string, manager: EntityManager): Promise<boolean> {
    const rows = await manager.find(sessionTable, { where: { userId }, select: { tokenHash: true } });
    const found = rows.find(({ tokenHash }) => idOf(tokenHash) === id);
    if (found === undefined) return false;
    await this.end(found.tokenHash, manager);
    return true;
  }

  /** @param but the session that goes on, by the hash of its token */
  async endAll(userId: string, manager: EntityManager, but?: string): Promise<void> {
    await manager.delete(sessionTable, { userId, ...(but === undefined ? {} : { tokenHash: Not(but) }) });
  }
}

const hourMs = 3_600_000;
const idleMs = 12 * hourMs;
const longestMs = 30 * 24 * hourMs;

function expiryOf(createdAt: string): string {
  return new Date(Math.min(Date.now() + idleMs, Date.parse(createdAt) + longestMs)).toISOString();
}

/** Names a session to its owner; leads back neither to the token nor to what is stored of it. */
function idOf(tokenHash: string): string {
  return createHash('sha256').update(`session id ${tokenHash}`).digest('hex').slice(0, 32);
}
