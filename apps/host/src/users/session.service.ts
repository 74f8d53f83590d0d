import { Injectable } from '@nestjs/common';
import { LessThan, type EntityManager } from 'typeorm';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import { hashToken, newToken } from './session-token.js';
import { sessionTable } from './session.table.js';

/** Sessions end twelve hours after they were last used. */
@Injectable()
export class SessionService {
  constructor(private readonly store: Store) {}

  /** A new session; the token is returned once and kept nowhere. */
  async begin(userId: string, manager: EntityManager): Promise<{ token: string; expiresAt: string }> {
    const token = newToken();
    const expiresAt = expiry();
    await manager.delete(sessionTable, { expiresAt: LessThan(now()) });
    await manager.insert(sessionTable, { tokenHash: hashToken(token), userId, createdAt: now(), expiresAt });
    return { token, expiresAt };
  }

  /** Not at every request: once an hour is enough for a sliding end, and a read stays a read. */
  async prolong(tokenHash: string, expiresAt: string): Promise<void> {
    if (Date.parse(expiresAt) - Date.now() > lifeMs - hourMs) return;
    await this.store.transaction((manager) =>
      manager.update(sessionTable, { tokenHash }, { expiresAt: expiry() }),
    );
  }

  async end(tokenHash: string, manager: EntityManager): Promise<void> {
    await manager.delete(sessionTable, { tokenHash });
  }
}

const hourMs = 3_600_000;
const lifeMs = 12 * hourMs;

function expiry(): string {
  return new Date(Date.now() + lifeMs).toISOString();
}
