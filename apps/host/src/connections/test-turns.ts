import { Injectable } from '@nestjs/common';
import type { NotifyInput, TestAnswer } from '@patchbay/contracts';
import { isPatchbayError } from '@patchbay/errors';
import { Store } from '../database/store.js';
import { systemIn } from '../http/caller.js';
import { Log } from '../logging/log.js';
import { ConnectionOpener } from './connection-opener.js';
import { ConnectionProbe } from './connection-probe.js';
import { connectionTable, type ConnectionRow } from './connection.table.js';

/** Tells people that a connection's scheduled test passes no longer, or passes again. */
@Injectable()
export class TestTurns {
  constructor(
    private readonly store: Store,
    private readonly opener: ConnectionOpener,
    private readonly probe: ConnectionProbe,
    private readonly log: Log,
  ) {}

  /** A failure to tell is logged: the test itself was recorded already. */
  async tell(row: ConnectionRow, before: TestAnswer | null, after: TestAnswer): Promise<void> {
    if (row.notifyConnectionId === null || before === null || before.ok === after.ok) return;
    const where = { id: row.notifyConnectionId, projectId: row.projectId };
    const notifier = await this.store.manager.findOneBy(connectionTable, where);
    const problem = notifier === null ? 'it is gone' : await this.#send(row, notifier, after);
    if (problem === undefined) return;
    const facts = { connectionId: row.id, notifierId: row.notifyConnectionId, problem };
    this.log.warn('A turn of a scheduled test could not be told', facts);
  }

  async #send(row: ConnectionRow, notifier: ConnectionRow, after: TestAnswer): Promise<string | undefined> {
    try {
      const opened = await this.opener.open(notifier);
      const { ok, outcome } = await this.probe.notify(systemIn(row.projectId), opened, messageOf(row, after));
      return ok ? undefined : outcome;
    } catch (error) {
      if (isPatchbayError(error)) return error.code;
      throw error;
    }
  }
}

function messageOf({ name, type, hostSummary }: ConnectionRow, after: TestAnswer): NotifyInput {
  const target = hostSummary === null ? type : `${type}, ${hostSummary}`;
  const said = after.message === undefined ? '' : `\n\n${after.message}`;
  return {
    subject: `Connection "${name}" ${after.ok ? 'passes its test again' : `fails its test (${after.outcome})`}`,
    bodyText: `The scheduled test of "${name}" (${target}) ended with "${after.outcome}".${said}`,
    severity: after.ok ? 'success' : 'error',
    source: 'Patchbay',
  };
}
