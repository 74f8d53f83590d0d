export { createRuntime, type Runtime } from './runtime.js';
export type { ConnectionTest } from './leases/check-connection.js';
export type { ProbedStep } from './leases/probe-steps.js';
export { openClient, type ConnectionToOpen, type OpenClient, type OpenOptions } from './leases/open.js';
export type { RunRedaction } from './record/run-redaction.js';
export type * from './types.js';
