import { parentPort } from 'node:worker_threads';
import type { QueryJob } from './job.js';
import { runQuery } from './query.js';

/** The other end of `QueryThreads`: one query, its outcome, and nothing after it. */
parentPort?.once('message', (job: QueryJob) => {
  void runQuery(job).then((outcome) => parentPort?.postMessage(outcome));
});
