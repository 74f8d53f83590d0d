import { Injectable } from '@nestjs/common';
import type { PatternNode } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { OpenedConnection } from '@patchbay/protocol';
import { AuditService } from '../audit/audit.service.js';
import { ConnectionEvents } from '../connections/connection-events.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { now } from '../database/table.js';
import { InlineOpener } from '../inline/inline-opener.js';
import { slotWords } from '../patterns/pattern-checks.js';
import { CatalogService } from '../plugins/catalog.service.js';
import type { ActiveRun } from './active-run.js';
import { RunRecorder } from './run-recorder.js';
import { StarterRights } from './starter-rights.js';

export interface LeaseRequest {
  nodeId: string;
  slot: string;
  connectionId: string;
  /** The newest version that the runner has open. */
  openVersion?: number | undefined;
}

/**
 * The one door to plaintext. A lease is granted to a step of a run that is active, for the connection that the
 * frozen version names at that step, if it fits and the run's starter may use it; the audit record is on disk
 * before the credentials leave.
 */
@Injectable()
export class CredentialBroker {
  constructor(
    private readonly connections: ConnectionsService,
    private readonly catalog: CatalogService,
    private readonly audit: AuditService,
    private readonly recorder: RunRecorder,
    private readonly rights: StarterRights,
    private readonly inline: InlineOpener,
    private readonly events: ConnectionEvents,
  ) {}

  async lease(run: ActiveRun, request: LeaseRequest): Promise<OpenedConnection> {
    const watch = this.events.watch(request.connectionId);
    try {
      this.#refuseUndeclared(run, request);
      await this.rights.requireRun(run.starter);
      const opened = await this.#open(run, request);
      this.#refuseMisfit(run, request, opened.connectorType);
      await this.#record(run, request, 'connection.leased', { version: opened.version });
      // The run may have been canceled while the record was written.
      if (run.isOver) throw new PatchbayError('lease-denied', 'The run is over.');
      // So may the connection have been disabled: after that was answered, nothing is lent any more.
      if (watch.hasChanged()) await this.#open(run, request);
      if (!inlineNode(run, request)) this.recorder.recordUse(request.connectionId, now());
      return opened;
    } catch (error) {
      await this.#record(run, request, 'connection.leaseDenied', {
        reason: error instanceof PatchbayError ? error.code : 'internal',
      });
      throw error;
    } finally {
      watch.end();
    }
  }

  #open(run: ActiveRun, request: LeaseRequest): Promise<OpenedConnection> {
    const node = inlineNode(run, request);
    if (!node) return this.connections.openForLease(request.connectionId, run.starter, request.openVersion);
    const pattern = { projectId: run.starter.projectId, patternId: run.facts.patternId };
    return this.inline.open(pattern, node, request.slot, request.openVersion);
  }

  // A runner names step and connection; what the saved version says counts, so a hostile node cannot ask for more.
  #refuseUndeclared(run: ActiveRun, request: LeaseRequest): void {
    if (run.isOver) throw new PatchbayError('lease-denied', 'The run is over.');
    const declared = nodeOf(run, request.nodeId)?.connections ?? {};
    if (Object.hasOwn(declared, request.slot) && declared[request.slot] === request.connectionId) return;
    if (inlineNode(run, request)) return;
    throw new PatchbayError(
      'lease-denied',
      'This version of the pattern does not use this connection at this step.',
    );
  }

  #refuseMisfit(run: ActiveRun, request: LeaseRequest, connectorType: string): void {
    const node = nodeOf(run, request.nodeId);
    const slot = this.catalog
      .nodeShape(node?.type ?? '')
      ?.connections.find((known) => known.slot === request.slot);
    if (slot && this.catalog.fitsSlot(connectorType, slot)) return;
    throw new PatchbayError(
      'connection-type-mismatch',
      `"${node?.name ?? request.nodeId}" takes ${slot ? slotWords(slot) : 'no connection'}, and this is a ${connectorType} connection.`,
    );
  }

  #record(
    run: ActiveRun,
    request: LeaseRequest,
    action: string,
    details: Record<string, string | number>,
  ): Promise<unknown> {
    return this.audit.append({
      projectId: run.starter.projectId,
      actor: run.starter.userId === null ? 'system' : `user:${run.starter.userId}`,
      action,
      subjectType: inlineNode(run, request) ? 'inlineConnection' : 'connection',
      subjectId: request.connectionId,
      details: { ...details, runId: run.facts.id, nodeId: request.nodeId, slot: request.slot },
    });
  }
}

/** The node, if it brings the credentials of this slot itself and the runner names those. */
function inlineNode(run: ActiveRun, { nodeId, slot, connectionId }: LeaseRequest): PatternNode | undefined {
  const node = nodeOf(run, nodeId);
  const inline = node?.inline ?? {};
  return Object.hasOwn(inline, slot) && inline[slot]?.id === connectionId ? node : undefined;
}

function nodeOf(run: ActiveRun, nodeId: string): PatternNode | undefined {
  return run.graph.nodes.find(({ id }) => id === nodeId);
}
