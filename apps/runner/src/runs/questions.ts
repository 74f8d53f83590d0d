import { errorFromProblem, PatchbayError } from '@patchbay/errors';
import type { HostMessage, RunnerMessage } from '@patchbay/protocol';
import type { Uplink } from '../uplink.js';

export type Answer = Extract<
  HostMessage,
  { type: 'lease.granted' | 'secrets.granted' | 'memory.answered' | 'lease.denied' }
>;
type Granted = Exclude<Answer, { type: 'lease.denied' }>;
type Question = Extract<RunnerMessage, { type: 'lease.request' | 'secrets.request' | 'memory.request' }>;
type WithoutId<Q> = Q extends unknown ? Omit<Q, 'requestId'> : never;

/** What steps ask the host, each answered once; the host decides. */
export class Questions {
  readonly #waiting = new Map<number, { resolve(answer: Granted): void; reject(error: Error): void }>();
  #lastId = 0;

  constructor(
    private readonly uplink: Uplink,
    private readonly isActive: (runId: string) => boolean,
  ) {}

  /** Rejects with the host's problem. */
  async ask<T extends Granted['type']>(
    question: WithoutId<Question>,
    expected: T,
  ): Promise<Extract<Granted, { type: T }>> {
    // The host ends a runner that asks for a run which is over; a step that outlived its run must not cost the others.
    if (!this.isActive(question.runId)) throw new PatchbayError('lease-denied', 'The run is over.');
    const requestId = (this.#lastId += 1);
    const answer = await new Promise<Granted>((resolve, reject) => {
      this.#waiting.set(requestId, { resolve, reject });
      this.uplink.send({ ...question, requestId });
    });
    if (isOf(answer, expected)) return answer;
    throw new PatchbayError('message-invalid', 'The host answered another question.');
  }

  answer(message: Answer): void {
    const waiting = this.#waiting.get(message.requestId);
    this.#waiting.delete(message.requestId);
    if (message.type === 'lease.denied') waiting?.reject(errorFromProblem(message.problem));
    else waiting?.resolve(message);
  }
}

function isOf<T extends Granted['type']>(answer: Granted, type: T): answer is Extract<Granted, { type: T }> {
  return answer.type === type;
}
