import { errorFromProblem, PatchbayError } from '@patchbay/errors';
import type { Item, PatternCallResult } from '@patchbay/plugin-sdk';
import type { HostMessage, RunnerMessage } from '@patchbay/protocol';
import type { PatternCaller, PatternCallRequest, RunResult } from '@patchbay/runtime';
import type { Uplink } from '../uplink.js';

type Answer = Extract<HostMessage, { type: 'call.started' | 'call.refused' }>;
type Question = Extract<RunnerMessage, { type: 'pattern.call' }>;

interface Waiting {
  request: PatternCallRequest;
  resolve(result: PatternCallResult): void;
  reject(error: Error): void;
}

/** The waiting end of a run that a step of this process called. */
export interface CalledBy {
  readonly items: readonly Item[];
  readonly redaction: PatternCallRequest['redaction'];
  readonly signal: AbortSignal;
  /** Before the end is reported: until then the files of the called run are here. Answers with what to do after. */
  settle(runId: string, result: RunResult): Promise<() => void>;
}

/** Asks the host for runs of other patterns; items stay in this process where a step waits for the end. */
export class Calls implements PatternCaller {
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(
    private readonly uplink: Uplink,
    private readonly isActive: (runId: string) => boolean,
  ) {}

  async call(request: PatternCallRequest): Promise<PatternCallResult> {
    const { runId, nodeId, items, wait } = request;
    // The host ends a runner that speaks for a run which is over; a step that outlived its run must not cost the others.
    if (!this.isActive(runId)) throw new PatchbayError('run-canceled', 'The run is over.');
    // Whoever goes on may be over before the called run begins, and its files with it.
    if (!wait && items.some(({ binary }) => binary))
      throw new PatchbayError(
        'step-failed',
        'Only a pattern that is waited for can be given items with files.',
      );
    const requestId = (this.#lastId += 1);
    const answer = new Promise<PatternCallResult>((resolve, reject) => {
      this.#waiting.set(requestId, { request, resolve, reject });
    });
    const question: Question = { type: 'pattern.call', requestId, runId, nodeId };
    this.uplink.send(wait ? question : { ...question, items: items.map(bare) });
    return answer.finally(() => this.#waiting.delete(requestId));
  }

  answer(message: Answer): void {
    const waiting = this.#waiting.get(message.requestId);
    if (message.type === 'call.started') waiting?.resolve({ runId: message.runId, items: [] });
    else waiting?.reject(errorFromProblem(message.problem));
  }

  /** Undefined for a run that nobody here called. */
  calledBy(callId: number | undefined): CalledBy | undefined {
    const waiting = callId === undefined ? undefined : this.#waiting.get(callId);
    if (!waiting) return undefined;
    const { request } = waiting;
    return {
      items: request.items.map(bare),
      redaction: request.redaction,
      signal: request.signal,
      settle: async (runId, result) => {
        try {
          if (result.status !== 'success') throw failure(result);
          const items = await request.adopt((result.output ?? []).map(bare));
          return () => {
            waiting.resolve({ runId, items });
          };
        } catch (error) {
          return () => {
            waiting.reject(error instanceof Error ? error : new PatchbayError('internal'));
          };
        }
      },
    };
  }
}

/** Pairing leads to steps of the run that the item comes from. */
function bare({ json, binary }: Item): Item {
  return binary ? { json, binary } : { json };
}

function failure({ status, error }: RunResult): PatchbayError {
  if (status === 'canceled')
    return new PatchbayError('step-failed', 'The run of the called pattern was canceled.');
  const where = error?.nodeName === undefined ? '' : ` at "${error.nodeName}"`;
  return new PatchbayError(
    'step-failed',
    `The called pattern failed${where}: ${error?.detail ?? error?.title ?? status}`,
  );
}
