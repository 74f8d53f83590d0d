import { errorFromProblem, type PatchbayError } from '@patchbay/errors';
import type { HostMessage, RunnerMessage } from '@patchbay/protocol';

type Answer = Extract<RunnerMessage, { type: 'described' | 'tested' | 'listed' | 'probed' | 'failed' }>;
type Request = Extract<HostMessage, { type: 'describe' | 'test' | 'models' | 'probe' }>;
type WithoutId<R> = R extends unknown ? Omit<R, 'requestId'> : never;

interface Waiting {
  resolve(answer: Answer | undefined): void;
  reject(problem: PatchbayError): void;
}

/** Questions of the host to one runner, each answered once: by it, by its end, or by the deadline. */
export class PendingRequests {
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(
    private readonly send: (message: HostMessage) => void,
    private readonly onChange: () => void,
  ) {}

  get size(): number {
    return this.#waiting.size;
  }

  /** Undefined when no answer came within `deadlineMs`; the runner is then told to stop trying. */
  ask(request: WithoutId<Request>, deadlineMs: number): Promise<Answer | undefined> {
    const requestId = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.send({ type: 'abort', requestId });
        this.#settle(requestId)?.resolve(undefined);
      }, deadlineMs).unref();
      this.#waiting.set(requestId, {
        resolve: (answer) => {
          clearTimeout(timer);
          resolve(answer);
        },
        reject: (problem) => {
          clearTimeout(timer);
          reject(problem);
        },
      });
      this.send({ ...request, requestId });
    });
  }

  /** An answer to nothing is late, and ignored. */
  receive(answer: Answer): void {
    const waiting = this.#settle(answer.requestId);
    if (answer.type === 'failed') waiting?.reject(errorFromProblem(answer.problem));
    else waiting?.resolve(answer);
  }

  failAll(problem: PatchbayError): void {
    for (const requestId of [...this.#waiting.keys()]) this.#settle(requestId)?.reject(problem);
  }

  #settle(requestId: number): Waiting | undefined {
    const waiting = this.#waiting.get(requestId);
    this.#waiting.delete(requestId);
    // After the answer was taken, so that a runner is never thought idle in between.
    if (waiting) setImmediate(this.onChange);
    return waiting;
  }
}
