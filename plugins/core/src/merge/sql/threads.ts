import { Worker } from 'node:worker_threads';
import type { QueryJob, QueryOutcome } from './job.js';

/** Each has a database and a heap of its own; more at once would take the memory that the runs need. */
const mostThreads = 2;
const heapMb = 192;
/**
 * SQLite stops itself at its limit, which counts the time that it works; what it cannot stop in mid-function ends with the
 * thread, at so many times that limit by the clock.
 */
const patience = 3;

const waiting: (() => void)[] = [];
let busy = 0;

/**
 * Answers a query in a thread of its own, which ends with it: other runs go on meanwhile, and a cancellation ends it
 * whatever it does. Where threads are not allowed it runs here, with the limits that SQLite itself keeps.
 * Rejects with the reason of the signal.
 */
export async function queryApart(job: QueryJob, signal: AbortSignal): Promise<QueryOutcome> {
  if (busy >= mostThreads) await new Promise<void>((resolve) => waiting.push(resolve));
  else busy++;
  try {
    signal.throwIfAborted();
    const worker = started();
    if (worker === undefined) return await (await import('./query.js')).runQuery(job);
    const outcome = await outcomeOf(worker, job, signal);
    signal.throwIfAborted();
    return outcome;
  } finally {
    // The place goes to who has waited longest.
    const next = waiting.shift();
    if (next) next();
    else busy--;
  }
}

function started(): Worker | undefined {
  try {
    const resourceLimits = { maxOldGenerationSizeMb: heapMb };
    // What the library would tell a developer might quote the query.
    const quiet = { stdout: true, stderr: true };
    return new Worker(new URL('./worker.js', import.meta.url), { env: {}, resourceLimits, ...quiet });
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_ACCESS_DENIED') throw error;
    return undefined;
  }
}

/** A thread that ends without an answer ran out of memory. */
async function outcomeOf(worker: Worker, job: QueryJob, signal: AbortSignal): Promise<QueryOutcome> {
  const late = AbortSignal.timeout(job.limits.milliseconds * patience);
  const ends = AbortSignal.any([signal, late]);
  const end = () => void worker.terminate();
  ends.addEventListener('abort', end, { once: true });
  try {
    return await new Promise((resolve) => {
      worker.once('message', resolve);
      worker.on('error', () => resolve({ stopped: 'memory' }));
      worker.once('exit', () => resolve({ stopped: late.aborted ? 'timeout' : 'memory' }));
      worker.postMessage(job);
    });
  } finally {
    ends.removeEventListener('abort', end);
    void worker.terminate();
  }
}
