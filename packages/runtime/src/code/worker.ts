import { parentPort } from 'node:worker_threads';
import { Engine } from '../sandbox/engine.js';
import { executeCode, type CodeJob } from './execute-code.js';

/** The other end of CodeThread: one job at a time, its logs, then its outcome. */
const engine = new Engine();
const maxLogs = 200;

parentPort?.on('message', (job: CodeJob) => {
  let logs = 0;
  const log = (level: string, message: string) => {
    // A flood of messages would fill the memory of whoever receives them.
    if (logs++ < maxLogs) parentPort?.postMessage({ log: [level, message] });
  };
  executeCode(engine, job, log).then(
    (outcome) => parentPort?.postMessage({ outcome }),
    () => parentPort?.postMessage({ outcome: { stopped: 'exhausted', stack: '' } }),
  );
});
