import { errorFromProblem, PatchbayError } from '@patchbay/errors';
import type { HostMessage, RunnerMessage } from '@patchbay/protocol';
import type { CredentialBroker, Lease, LeaseRequest, SecretsRequest } from '@patchbay/runtime';
import type { Plugins } from '../plugins/plugins.js';
import type { Uplink } from '../uplink.js';

type Answer = Extract<HostMessage, { type: 'lease.granted' | 'secrets.granted' | 'lease.denied' }>;
type Granted = Exclude<Answer, { type: 'lease.denied' }>;
type Question = Extract<RunnerMessage, { type: 'lease.request' | 'secrets.request' }>;
type WithoutId<Q> = Q extends unknown ? Omit<Q, 'requestId'> : never;

/** Asks the host for credentials, one step at a time; the host decides. */
export class Broker implements CredentialBroker {
  readonly #waiting = new Map<number, { resolve(answer: Granted): void; reject(error: Error): void }>();
  #lastId = 0;

  constructor(
    private readonly uplink: Uplink,
    private readonly plugins: Plugins,
    private readonly isActive: (runId: string) => boolean,
  ) {}

  async lease(request: LeaseRequest): Promise<Lease> {
    const answer = await this.#ask({ type: 'lease.request', ...request });
    if (answer.type !== 'lease.granted') throw misplaced();
    const { connection: opened, requestId } = answer;
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

  async secrets({ names, ...request }: SecretsRequest): Promise<Readonly<Record<string, string>>> {
    const answer = await this.#ask({ type: 'secrets.request', ...request, names: [...names] });
    if (answer.type !== 'secrets.granted') throw misplaced();
    return answer.values;
  }

  answer(message: Answer): void {
    const waiting = this.#waiting.get(message.requestId);
    this.#waiting.delete(message.requestId);
    if (message.type === 'lease.denied') waiting?.reject(errorFromProblem(message.problem));
    else waiting?.resolve(message);
  }

  #ask(question: WithoutId<Question>): Promise<Granted> {
    // The host ends a runner that asks for a run which is over; a step that outlived its run must not cost the others.
    if (!this.isActive(question.runId))
      return Promise.reject(new PatchbayError('lease-denied', 'The run is over.'));
    const requestId = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(requestId, { resolve, reject });
      this.uplink.send({ ...question, requestId });
    });
  }
}

function misplaced(): PatchbayError {
  return new PatchbayError('message-invalid', 'The host answered another question.');
}
