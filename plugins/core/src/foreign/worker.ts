import { parentPort } from 'node:worker_threads';
import { doJob } from './jobs.js';
import type { ForeignJobs, JobKind } from './types.js';

/** The other end of inThread: one job, its outcome, and the thread is over. */
parentPort?.once('message', ({ kind, job }: { kind: JobKind; job: ForeignJobs[JobKind]['job'] }) => {
  doJob(kind, job).then(
    (outcome) => parentPort?.postMessage(outcome),
    // What a library says may quote the file.
    () =>
      parentPort?.postMessage({
        wrong: { parameter: 'inputField', why: 'names a file that cannot be read' },
      }),
  );
});
