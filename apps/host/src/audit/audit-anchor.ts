import { Injectable } from '@nestjs/common';
import { isPatchbayError, PatchbayError } from '@patchbay/errors';
import { Vault, type Binding } from '@patchbay/vault';
import { bulkUpsert } from '../database/table-statements.js';
import type { Direct } from '../database/direct.js';
import { Instance } from '../vault/instance.js';
import { auditHeadTable } from './audit-head.table.js';
import { genesis } from './chain.js';

/** The last record of a chain. */
export interface AuditHead {
  /** 0 while there is no record. */
  sequence: number;
  hash: string;
}

export const emptyChain: AuditHead = { sequence: 0, hash: genesis };

/**
 * Keeps where the chain ends, sealed under the master key. A chain alone does not show that its last records were
 * cut off, or that somebody edited one and computed every hash after it anew: both end elsewhere than the anchor.
 */
@Injectable()
export class AuditAnchor {
  /** What this process itself committed last, or a little earlier: an older anchor that was put back is behind it. */
  #known = emptyChain;
  /** What the text that was sealed or opened last says: the same text need not be opened again for each group of records. */
  #last: { sealed: string; head: AuditHead } | undefined;

  constructor(
    private readonly vault: Vault,
    private readonly instance: Instance,
  ) {}

  /** Undefined when it is missing, does not open, or is older than one that this process wrote. */
  async read(direct: Direct): Promise<AuditHead | undefined> {
    const [row] = await direct.all<Stored>(direct.kind === 'postgres' ? storedWithKey : stored, [rowId]);
    this.#refuseRotated(row?.keyCheck);
    const head = row === undefined ? undefined : this.#open(row.sealed);
    return head !== undefined && this.#isBehind(head) ? undefined : head;
  }

  /** In the transaction that writes the records. Sealed anew each time, so under the current key. */
  async write(direct: Direct, head: AuditHead): Promise<void> {
    const bytes = this.vault.seal(Buffer.from(JSON.stringify(head)), headBinding(this.instance.id));
    const sealed = bytes.toString('base64');
    await replace(direct, [{ id: rowId, sealed }]);
    this.#last = { sealed, head };
  }

  /** To be told once the transaction is over; what was rolled back must not be remembered. */
  committed(head: AuditHead): void {
    if (head.sequence > this.#known.sequence) this.#known = head;
  }

  /**
   * Every change is recorded, so none is made by a host that another one's rotation left behind: it would seal under a
   * key that is gone.
   */
  #refuseRotated(keyCheck: string | null = null): void {
    if (keyCheck === null) return;
    const { keyId } = JSON.parse(keyCheck) as { keyId: string };
    if (this.vault.keyIds.includes(keyId)) return;
    throw new PatchbayError(
      'key-rotated',
      'Another host has changed the master key. Nothing was stored; give this host the new key and start it again.',
    );
  }

  #isBehind({ sequence, hash }: AuditHead): boolean {
    return (
      sequence < this.#known.sequence || (sequence === this.#known.sequence && hash !== this.#known.hash)
    );
  }

  #open(sealed: string): AuditHead | undefined {
    if (sealed === this.#last?.sealed) return this.#last.head;
    try {
      const text = this.vault.open(Buffer.from(sealed, 'base64'), headBinding(this.instance.id)).toString();
      const head = JSON.parse(text) as AuditHead;
      this.#last = { sealed, head };
      return head;
    } catch (error) {
      if (isPatchbayError(error) && error.code === 'open-failed') return undefined;
      throw error;
    }
  }
}

/** What the sealed head is bound to; a rotation of the master key wraps it anew under the same binding. */
export function headBinding(instanceId: string): Binding {
  return {
    instance: instanceId,
    project: '*',
    table: 'audit_head',
    record: rowId,
    column: 'sealed',
    connectorType: '',
    version: 0,
  };
}

const rowId = 'head';
const stored = 'SELECT "sealed" FROM "audit_head" WHERE "id" = ?';
/** SQLite has one host, which knows its own rotations. */
const storedWithKey = `SELECT "sealed", (SELECT "keyCheck" FROM "instance") AS "keyCheck" FROM "audit_head" WHERE "id" = ?`;

interface Stored {
  sealed: string;
  /** Of the key in use, as JSON; null before there is an installation. */
  keyCheck?: string | null;
}

const replace = bulkUpsert(auditHeadTable);
