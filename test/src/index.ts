export {
  account,
  makeHome,
  processTree,
  repository,
  sleep,
  startHost,
  type HostOptions,
  type RunningHost,
} from './support/host-process.js';
export { runnerPeak } from './support/runner-memory.js';
