import { Injectable } from '@nestjs/common';
import type { PatternNode } from '@patchbay/contracts';
import { isPatchbayError, PatchbayError } from '@patchbay/errors';
import { secretReads } from '@patchbay/fields';
import type { OpenedConnection } from '@patchbay/protocol';
import type { AuditEntry } from '../audit/audit-entry.js';
import { AuditService } from '../audit/audit.service.js';
import type { Opened } from '../connections/connection-opener.js';
import { ConnectionEvents } from '../connections/connection-events.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { now } from '../database/table.js';
import { InlineOpener } from '../inline/inline-opener.js';
import { slotWords } from '../patterns/pattern-checks.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { secretEntries } from '../secrets/secret-audit.js';
import { SecretReader } from '../secrets/secret-reader.js';
import type { ActiveRun } from './active-run.js';
import { RunRecorder } from './run-recorder.js';
import { StarterRights } from './starter-rights.js';

export interface LeaseRequest {
  nodeId: string;
  slot: string;
  connectionId: string;
  /** The newest version that the runner has open. */
  openVersion?: number | undefined;
  openVariants?: readonly string[] | undefined;
}

/**
 * As what an audit record names the run that something is lent to: what callers must show is read before the call
 * counts, and one that is refused starts no run. One that is let in starts the run of that id.
 */
type RunNameIn = 'runId' | 'callId';

export interface SecretsRequest {
  nodeId: string;
  names: readonly string[];
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
    private readonly secretReader: SecretReader,
  ) {}

  async lease(run: ActiveRun, request: LeaseRequest, nameIn: RunNameIn = 'runId'): Promise<OpenedConnection> {
    const watch = this.events.watch(request.connectionId);
    try {
      this.#refuseUndeclared(run, request);
      await this.rights.requireRun(run.starter);
      const { connection: opened, named } = await this.#open(run, request);
      this.#refuseMisfit(run, request, opened.connectorType);
      const { nodeId, slot, connectionId } = request;
      const where = { ...nameOf(run, nameIn), nodeId, slot, connectionId };
      await this.audit.append([
        leaseEntry(run, request, 'connection.leased', { version: opened.version, ...nameOf(run, nameIn) }),
        ...secretEntries(named, whomOf(run), where),
      ]);
      // The run may have been canceled while the record was written.
      if (run.isOver) throw new PatchbayError('lease-denied', 'The run is over.');
      // So may the connection have been disabled: after that was answered, nothing is lent any more.
      if (watch.hasChanged()) await this.#open(run, request);
      run.leased.set(connectionId, opened.version);
      if (!inlineNode(run, request)) this.recorder.recordUse(connectionId, now());
      return opened;
    } catch (error) {
      await this.audit.append(
        leaseEntry(run, request, 'connection.leaseDenied', {
          reason: reasonOf(error),
          ...nameOf(run, nameIn),
        }),
      );
      throw inWords(run, request, error);
    } finally {
      watch.end();
    }
  }

  /**
   * The values of named secrets in the environment of the run, for a step whose saved parameters name them.
   * @throws PatchbayError `lease-denied`, `secret-value-missing`
   */
  async secrets(run: ActiveRun, { nodeId, names }: SecretsRequest): Promise<Record<string, string>> {
    const where = { runId: run.facts.id, nodeId };
    try {
      refuseUnnamed(run, nodeId, names);
      await this.rights.requireRun(run.starter);
      const found = await this.secretReader.find(run.starter.projectId, names, run.facts.environment);
      await this.audit.append(secretEntries(found, whomOf(run), where));
      if (run.isOver) throw new PatchbayError('lease-denied', 'The run is over.');
      return this.secretReader.open(found);
    } catch (error) {
      const details = {
        names: [...names],
        environment: run.facts.environment,
        reason: reasonOf(error),
        ...where,
      };
      const entry = { action: 'secret.leaseDenied', subjectType: 'secret', subjectId: null, details };
      await this.audit.append({ ...whomOf(run), ...entry });
      throw error;
    }
  }

  #open(run: ActiveRun, request: LeaseRequest): Promise<Opened> {
    const { openVersion, openVariants } = request;
    const options = { environment: run.facts.environment, openVersion, openVariants };
    const node = inlineNode(run, request);
    if (!node) {
      const place = { patternId: run.facts.patternId, nodeType: nodeOf(run, request.nodeId)?.type ?? '' };
      return this.connections.openForLease(request.connectionId, run.starter, options, place);
    }
    const pattern = { projectId: run.starter.projectId, patternId: run.facts.patternId };
    return this.inline.open(pattern, node, request.slot, options);
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
}

// A runner names step and secrets; what the saved parameters of the step read counts.
function refuseUnnamed(run: ActiveRun, nodeId: string, names: readonly string[]): void {
  if (run.isOver) throw new PatchbayError('lease-denied', 'The run is over.');
  const named = new Set(secretReads(nodeOf(run, nodeId)?.parameters ?? {}).flatMap((read) => read.names));
  if (names.every((name) => named.has(name))) return;
  throw new PatchbayError(
    'lease-denied',
    'This version of the pattern does not read this secret at this step.',
  );
}

/** That somebody who called did not show what the connection says. */
export function refusedCallEntry(
  run: ActiveRun,
  { nodeId, connectionId }: Pick<LeaseRequest, 'nodeId' | 'connectionId'>,
  nameIn: RunNameIn,
): AuditEntry {
  const subject = { subjectType: 'connection', subjectId: connectionId };
  const { environment } = run.facts;
  const details = { ...nameOf(run, nameIn), environment, nodeId };
  return { ...whomOf(run), actor: 'system', action: 'connection.callerRefused', ...subject, details };
}

function whomOf({ starter: { userId, projectId } }: ActiveRun): Pick<AuditEntry, 'projectId' | 'actor'> {
  return { projectId, actor: userId === null ? 'system' : `user:${userId}` };
}

function leaseEntry(
  run: ActiveRun,
  { nodeId, slot, connectionId }: LeaseRequest,
  action: string,
  details: Record<string, string | number>,
): AuditEntry {
  const subjectType = inlineNode(run, { nodeId, slot, connectionId }) ? 'inlineConnection' : 'connection';
  const entry = { ...whomOf(run), action, subjectType, subjectId: connectionId };
  const environment = run.facts.environment;
  return { ...entry, details: { ...details, environment, nodeId, slot } };
}

function nameOf({ facts: { id, patternId } }: ActiveRun, nameIn: RunNameIn): Record<string, string> {
  // Where there may never be a run, the pattern says what it was for.
  return nameIn === 'runId' ? { runId: id } : { callId: id, patternId };
}

function reasonOf(error: unknown): string {
  return error instanceof PatchbayError ? error.code : 'internal';
}

/** A connection that is gone and one that somebody may not use are told by the same words. */
function inWords(run: ActiveRun, { nodeId }: LeaseRequest, error: unknown): unknown {
  if (!isPatchbayError(error) || error.code !== 'connection-not-found') return error;
  const name = nodeOf(run, nodeId)?.name ?? nodeId;
  const words = `The connection of "${name}" is gone, or whoever started the run may not use it.`;
  return new PatchbayError('connection-not-found', words);
}

/** The node, if it brings the credentials of this slot itself and the runner names those. */
function inlineNode(
  run: ActiveRun,
  { nodeId, slot, connectionId }: Pick<LeaseRequest, 'nodeId' | 'slot' | 'connectionId'>,
): PatternNode | undefined {
  const node = nodeOf(run, nodeId);
  const inline = node?.inline ?? {};
  return Object.hasOwn(inline, slot) && inline[slot]?.id === connectionId ? node : undefined;
}

function nodeOf(run: ActiveRun, nodeId: string): PatternNode | undefined {
  return run.graph.nodes.find(({ id }) => id === nodeId);
}
