import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { PatchbayError } from '@patchbay/plugin-sdk';
import { wrong } from '../values/lists.js';
import type { doJob } from './jobs.js';
import type { ForeignJobs, ForeignOutcome, JobKind } from './types.js';

/** Bounds what a file costs that was made to cost much. */
export interface ForeignLimits {
  /** Milliseconds. */
  timeMs: number;
  /** Of the thread's own heap. */
  heapMb: number;
  /** Of what the process grows by meanwhile: buffers lie outside of any heap. */
  processMb: number;
}

const lookMs = 50;

/** Half of what the process may have for items, since other runs go on beside it. */
function usual(): ForeignLimits {
  const half = Math.max(64, Math.floor(getHeapStatistics().heap_size_limit / 1_048_576 / 2));
  return { timeMs: 60_000, heapMb: half, processMb: half };
}

/**
 * Has a library of others do something with a file, which is the library's from then on, off this thread: a file that takes it for ever, or all of the
 * memory, ends with its step and not with all runs of the process. Rejects with `parameter-invalid` for a file that cannot be
 * read, `step-timeout`, `items-exceed-memory`, or the reason of the signal.
 */
export async function inThread<Kind extends JobKind>(
  kind: Kind,
  job: ForeignJobs[Kind]['job'],
  signal: AbortSignal,
  limits: ForeignLimits = usual(),
): Promise<ForeignJobs[Kind]['result']> {
  signal.throwIfAborted();
  const worker = start(limits);
  const outcome = worker
    ? await outcomeOf<Kind>(worker, { kind, job }, signal, limits)
    : await here(kind, job);
  if ('result' in outcome) return outcome.result;
  throw wrong(outcome.wrong.parameter, outcome.wrong.why);
}

/** Undefined where threads are not allowed: Node's permission model does not reach into them. */
function start({ heapMb }: ForeignLimits): Worker | undefined {
  try {
    const resourceLimits = { maxOldGenerationSizeMb: heapMb };
    return new Worker(new URL('./worker.js', import.meta.url), { env: {}, resourceLimits });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_ACCESS_DENIED') return undefined;
    throw error;
  }
}

/** By an address that a packer does not follow: the libraries are large, and elsewhere only threads have them. */
async function here<Kind extends JobKind>(
  kind: Kind,
  job: ForeignJobs[Kind]['job'],
): Promise<ForeignOutcome<Kind>> {
  const address = new URL('./jobs.js', import.meta.url).href;
  const jobs = (await import(address)) as { doJob: typeof doJob };
  return jobs.doJob(kind, job);
}

function outcomeOf<Kind extends JobKind>(
  worker: Worker,
  message: { kind: Kind; job: ForeignJobs[Kind]['job'] },
  signal: AbortSignal,
  { timeMs, processMb }: ForeignLimits,
): Promise<ForeignOutcome<Kind>> {
  const most = process.memoryUsage.rss() + processMb * 1_048_576;
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      clearInterval(watch);
      signal.removeEventListener('abort', stop);
      worker.removeAllListeners();
      // Errors that come later belong to nobody, but without a listener they would end the process.
      worker.on('error', () => undefined);
      // The file's memory is free again when the step goes on.
      void worker.terminate().then(settle, settle);
    };
    const fail = (error: Error) => end(() => reject(error));
    const stop = () => fail(reasonOf(signal));
    const timer = setTimeout(() => fail(tooLong(timeMs)), timeMs);
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() > most) fail(tooMuch());
    }, lookMs);
    worker.once('message', (outcome: ForeignOutcome<Kind>) => end(() => resolve(outcome)));
    worker.once('error', (error: Error & { code?: unknown }) =>
      fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : error),
    );
    worker.once('exit', () => fail(tooMuch()));
    signal.addEventListener('abort', stop, { once: true });
    worker.postMessage(message, ownedBy(message.job));
  });
}

/** Given away instead of copied, which the file's caller knows. */
function ownedBy(job: ForeignJobs[JobKind]['job']): ArrayBuffer[] {
  if (!('bytes' in job) || !(job.bytes.buffer instanceof ArrayBuffer)) return [];
  return job.bytes.buffer.byteLength === job.bytes.byteLength ? [job.bytes.buffer] : [];
}

function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error('The step was stopped.', { cause: reason });
}

function tooLong(timeMs: number): PatchbayError {
  return new PatchbayError(
    'step-timeout',
    `The file was not read after ${timeMs / 1_000} seconds. Have fewer pages or rows in it, or make it anew with another program.`,
  );
}

function tooMuch(): PatchbayError {
  return new PatchbayError(
    'items-exceed-memory',
    'The file takes more memory than a step may have. Have fewer pages or rows in it.',
  );
}
