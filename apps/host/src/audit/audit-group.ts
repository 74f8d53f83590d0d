import type { GroupCommit, GroupMember, Portion } from '../database/group-commit.js';
import type { AuditEntry } from './audit-entry.js';
import { appendRecords } from './append-records.js';
import type { AuditAnchor, AuditHead } from './audit-anchor.js';

interface Waiting {
  entries: readonly AuditEntry[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Entries that belong to no other transaction: those that come together are written together. */
export class AuditGroup implements GroupMember {
  #waiting: Waiting[] = [];

  constructor(
    private readonly group: GroupCommit,
    private readonly anchor: AuditAnchor,
  ) {
    group.join(this);
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves when they are on disk. */
  add(entries: readonly AuditEntry[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entries, resolve, reject });
      this.group.hurry();
    });
  }

  take(): Portion | undefined {
    const waiting = this.#waiting;
    if (waiting.length === 0) return undefined;
    this.#waiting = [];
    const entries = waiting.flatMap((each) => each.entries);
    let head: AuditHead | undefined;
    return {
      write: async (direct) => {
        head = await appendRecords(direct, this.anchor, entries);
      },
      done: () => {
        if (head) this.anchor.committed(head);
        for (const { resolve } of waiting) resolve();
      },
      failed: (error) => {
        for (const { reject } of waiting) reject(error);
      },
    };
  }
}
