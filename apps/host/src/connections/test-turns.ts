import { Injectable } from '@nestjs/common';
import type { NotifyInput, TestAnswer } from '@patchbay/contracts';
import { isPatchbayError } from '@patchbay/errors';
import { updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { now } from '../database/table.js';
import { systemIn } from '../http/caller.js';
import { Log } from '../logging/log.js';
import { ConnectionDelivery } from './connection-delivery.js';
import { connectionTable, type ConnectionRow } from './connection.table.js';

/** Tells people that a connection works no longer, or works again: by a scheduled test, or by what a run met. */
@Injectable()
export class TestTurns {
  constructor(
    private readonly store: Store,
    private readonly delivery: ConnectionDelivery,
    private readonly log: Log,
  ) {}

  /**
   * Compares with what was told last, not with the test before: a change or a test by hand must not swallow a turn.
   * A failure to tell is logged, and tried again after the next test.
   */
  async tell(row: ConnectionRow, after: TestAnswer): Promise<void> {
    if (row.notifyConnectionId === null || after.ok === (row.failureAnnouncedAt === null)) return;
    const where = { id: row.notifyConnectionId, projectId: row.projectId };
    const notifier = await this.store.manager.findOneBy(connectionTable, where);
    const problem = notifier === null ? 'it is gone' : await this.#send(row, notifier, after);
    if (problem === undefined) return this.#remember(row, after.ok ? null : now());
    const facts = { connectionId: row.id, notifierId: row.notifyConnectionId, problem };
    this.log.warn('A turn of a connection could not be told', facts);
  }

  async #send(row: ConnectionRow, notifier: ConnectionRow, after: TestAnswer): Promise<string | undefined> {
    try {
      const delivery = { kind: 'notify' as const, message: messageOf(row, after) };
      await this.delivery.send(systemIn(row.projectId), notifier, delivery);
      return undefined;
    } catch (error) {
      if (isPatchbayError(error)) return error.code;
      throw error;
    }
  }

  async #remember({ id }: ConnectionRow, failureAnnouncedAt: string | null): Promise<void> {
    await this.store.transaction((manager) =>
      updateRows(manager, connectionTable, { id }, { failureAnnouncedAt }),
    );
  }
}

function messageOf({ name, type, hostSummary }: ConnectionRow, after: TestAnswer): NotifyInput {
  const target = hostSummary === null ? type : `${type}, ${hostSummary}`;
  const said = after.message === undefined ? '' : `\n\n${after.message}`;
  return {
    subject: `Connection "${name}" ${after.ok ? 'passes its test again' : `fails its test (${after.outcome})`}`,
    bodyText: `What was last known of "${name}" (${target}): "${after.outcome}".${said}`,
    severity: after.ok ? 'success' : 'error',
    source: 'Patchbay',
  };
}
