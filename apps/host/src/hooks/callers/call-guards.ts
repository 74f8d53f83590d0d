import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { AddressList } from '@patchbay/egress';
import { isPatchbayError, PatchbayError } from '@patchbay/errors';
import { type JsonObject, openCredentials } from '@patchbay/fields';
import type { CallGuard } from '@patchbay/protocol';
import { AuditService } from '../../audit/audit.service.js';
import { RateLimits } from '../../http/rate-limits.js';
import { Log } from '../../logging/log.js';
import { CatalogService } from '../../plugins/catalog.service.js';
import type { ActiveRun } from '../../runs/active-run.js';
import { CredentialBroker, type LeaseRequest, refusedCallEntry } from '../../runs/credential-broker.js';
import { isBot } from './bots.js';
import { readShown, type Shown, type Wanted, wantedBy } from './shown.js';

export interface ShownCall {
  /** Of the caller, not of a proxy of ours. */
  address: string;
  headers: IncomingHttpHeaders;
}

/** What a guard asks about the step that it belongs to. */
export interface GuardedStep {
  /** Names what is guarded, and from whom, for the number of wrong tries. */
  key: string;
  nodeId: string;
  /** The run whose step opens the connection. */
  run: () => Promise<ActiveRun>;
  /** There is such a run, or there will be one if the call is let in. */
  nameIn: 'runId' | 'callId';
}

/** What callers must show, and by what it was read. */
interface Read {
  wanted: Wanted;
  run: ActiveRun;
  request: LeaseRequest;
}

/** A call that counts. */
export interface Admission extends Shown {
  /** The names of the headers that hold credentials, which are for nobody else. */
  checked: readonly string[];
}

const nothingAsked: Admission = { checked: [] };

/**
 * Wrong tries a minute to show what a step wants: whoever knows the address must not guess the password, and whoever
 * knows the password may call as often as they like.
 */
const triesPerMinute = 30;

/** Decides whether a call counts, before its body is read. */
@Injectable()
export class CallGuards {
  constructor(
    private readonly broker: CredentialBroker,
    private readonly catalog: CatalogService,
    private readonly limits: RateLimits,
    private readonly audit: AuditService,
    private readonly log: Log,
  ) {}

  /**
   * @throws PatchbayError `caller-not-allowed`, `caller-unauthenticated`, `rate-limited`
   */
  async admit(guard: CallGuard | undefined, call: ShownCall, step: GuardedStep): Promise<Admission> {
    if (guard === undefined) return nothingAsked;
    const { addresses, ignoreBots, slot } = guard;
    if (addresses && !new AddressList(addresses).has(call.address))
      throw new PatchbayError('caller-not-allowed', 'Calls from this address are not taken here.');
    if (ignoreBots === true && isBot(call.headers['user-agent']))
      throw new PatchbayError(
        'caller-not-allowed',
        'Programs that open links by themselves are not answered here.',
      );
    if (slot === undefined) return nothingAsked;
    const tries = `caller of ${step.key}`;
    this.limits.requireOne(tries, triesPerMinute);
    const { wanted, run, request } = await this.#read(slot, step);
    const shown = await readShown(call.headers, wanted);
    // Asked again, in the turn in which it is answered: many at once would have come past the first question.
    this.limits.requireOne(tries, triesPerMinute);
    if (shown) return { ...shown, checked: [wanted.header] };
    this.limits.spend(tries, triesPerMinute);
    await this.audit.append(refusedCallEntry(run, request, step.nameIn));
    throw unauthenticated(wanted);
  }

  /** Leased like for any step, so it is recorded, and what is disabled or not shared any more lets nobody in. */
  async #read(slot: string, { nodeId, run: runOf, nameIn }: GuardedStep): Promise<Read> {
    try {
      const run = await runOf();
      const connections = run.graph.nodes.find(({ id }) => id === nodeId)?.connections ?? {};
      const connectionId = Object.hasOwn(connections, slot) ? (connections[slot] ?? '') : '';
      const request = { nodeId, slot, connectionId };
      const { connectorType, config = {}, secrets } = await this.broker.lease(run, request, nameIn);
      const { fields } = this.catalog.requireConnector(connectorType);
      const wanted = wantedBy(connectorType, openCredentials(fields, config as JsonObject, secrets));
      if (wanted) return { wanted, run, request };
    } catch (error) {
      // Nobody outside learns how it stands with a connection.
      if (!isPatchbayError(error)) throw error;
      this.log.warn('What a caller must show could not be read', { nodeId, code: error.code });
    }
    throw new PatchbayError(
      'caller-not-allowed',
      'What callers must show here cannot be read at the moment.',
    );
  }
}

function unauthenticated({ kind, header }: Wanted): PatchbayError {
  switch (kind) {
    case 'basic':
      return new PatchbayError(
        'caller-unauthenticated',
        'Send the user name and the password that were agreed on.',
      );
    case 'header':
      return new PatchbayError(
        'caller-not-allowed',
        `Send the header ${header} with the value that was agreed on.`,
      );
    case 'jwt':
      return new PatchbayError(
        'caller-not-allowed',
        'Send the header authorization with "Bearer" and a token that is valid, as it was agreed on.',
      );
  }
}
