import { PatchbayError } from '@patchbay/errors';
import type { AnyConnector, OpenConnection } from '@patchbay/plugin-sdk';
import type { CompiledNode, CompiledSlot } from '../graph/types.js';
import type { CredentialBroker, Lease, LeaseRequest } from '../types.js';
import type { ClientPool, PooledClient } from './client-pool.js';
import { nodeView } from './node-view.js';

/** The connections of one try of a step; only the slots that the pattern names, and only until it is over. */
export class StepLeases {
  readonly #broker: CredentialBroker;
  readonly #pool: ClientPool;
  readonly #held: { lease: Lease; client: PooledClient }[] = [];
  #isOver = false;

  constructor(broker: CredentialBroker, pool: ClientPool) {
    this.#broker = broker;
    this.#pool = pool;
  }

  /**
   * Leases and opens every slot. `onClient` is called before a client is used, so that its secrets are known to
   * the run's redaction by then. Rejects with the broker's problem, `connection-missing`,
   * `connection-type-mismatch` or `connect-*`.
   */
  async open(
    runId: string,
    node: CompiledNode,
    onClient: (client: PooledClient) => void,
  ): Promise<Record<string, OpenConnection>> {
    const connections: Record<string, OpenConnection> = {};
    for (const slot of node.slots) {
      if (slot.connectionId === undefined) {
        if (slot.definition.required) throw missing(node, slot);
        continue;
      }
      const client = await this.#lease({
        runId,
        nodeId: node.id,
        slot: slot.name,
        connectionId: slot.connectionId,
      });
      onClient(client);
      if (!accepts(slot, client.connector)) throw mismatch(node, slot, client.connector);
      connections[slot.name] = nodeView(client.connector, await client.opened);
    }
    return connections;
  }

  /** The clients stay pooled; the loan is over. */
  release(): void {
    this.#isOver = true;
    for (const { lease, client } of this.#held.splice(0)) {
      this.#pool.release(client);
      lease.release();
    }
  }

  async #lease(request: LeaseRequest): Promise<PooledClient> {
    const open = this.#pool.newestOpen(request.connectionId);
    const held =
      (open === undefined ? undefined : await this.#take({ ...request, ...open })) ??
      (await this.#take(request));
    if (!held) throw new PatchbayError('lease-denied', 'The lease brought no credentials.');
    this.#held.push(held);
    // The step was given up while the broker was thinking.
    if (this.#isOver) this.release();
    return held.client;
  }

  async #take(request: LeaseRequest): Promise<{ lease: Lease; client: PooledClient } | undefined> {
    const lease = await this.#broker.lease(request);
    try {
      const client = this.#pool.take(lease);
      if (client) return { lease, client };
    } catch (error) {
      lease.release();
      throw error;
    }
    lease.release();
    return undefined;
  }
}

function accepts({ definition }: CompiledSlot, connector: AnyConnector): boolean {
  const { capability, types } = definition.accepts;
  if (capability !== undefined && connector.capabilities?.[capability]) return true;
  return types?.some((type) => type === connector.type || connector.aliases?.includes(type)) ?? false;
}

function missing(node: CompiledNode, slot: CompiledSlot): PatchbayError {
  return new PatchbayError(
    'connection-missing',
    `"${node.name}" has no connection for ${slot.name}. Choose one in the step's settings.`,
  );
}

function mismatch(node: CompiledNode, slot: CompiledSlot, connector: AnyConnector): PatchbayError {
  return new PatchbayError(
    'connection-type-mismatch',
    `"${node.name}" cannot use a ${connector.displayName} connection for ${slot.name}.`,
  );
}
