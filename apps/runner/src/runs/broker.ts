import { errorFromProblem, PatchbayError } from '@patchbay/errors';
import type { HostMessage } from '@patchbay/protocol';
import type { CredentialBroker, Lease, LeaseRequest } from '@patchbay/runtime';
import type { Plugins } from '../plugins/plugins.js';
import type { Uplink } from '../uplink.js';

type Answer = Extract<HostMessage, { type: 'lease.granted' | 'lease.denied' }>;
type Opened = Extract<Answer, { type: 'lease.granted' }>['connection'];

/** Asks the host for credentials, one step at a time; the host decides. */
export class Broker implements CredentialBroker {
  readonly #waiting = new Map<number, { resolve(opened: Opened): void; reject(error: Error): void }>();
  #lastId = 0;

  constructor(
    private readonly uplink: Uplink,
    private readonly plugins: Plugins,
    private readonly isActive: (runId: string) => boolean,
  ) {}

  async lease(request: LeaseRequest): Promise<Lease> {
    // The host ends a runner that asks for a run which is over; a step that outlived its run must not cost the others.
    if (!this.isActive(request.runId)) throw new PatchbayError('lease-denied', 'The run is over.');
    const requestId = (this.#lastId += 1);
    const opened = await this.#ask(requestId, request);
    let released = false;
    const release = () => {
      if (!released) this.uplink.send({ type: 'lease.release', requestId });
      released = true;
    };
    try {
      // The runtime looks the connector up by type as soon as it has the lease.
      await this.plugins.needConnector(opened.connectorType);
    } catch (error) {
      release();
      throw error;
    }
    return { ...opened, release };
  }

  answer(message: Answer): void {
    const waiting = this.#waiting.get(message.requestId);
    this.#waiting.delete(message.requestId);
    if (message.type === 'lease.granted') waiting?.resolve(message.connection);
    else waiting?.reject(errorFromProblem(message.problem));
  }

  #ask(requestId: number, { runId, nodeId, slot, connectionId, openVersion }: LeaseRequest): Promise<Opened> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(requestId, { resolve, reject });
      const version = openVersion === undefined ? {} : { openVersion };
      this.uplink.send({ type: 'lease.request', requestId, runId, nodeId, slot, connectionId, ...version });
    });
  }
}
