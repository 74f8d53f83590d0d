export { createRuntime, type Runtime } from './runtime.js';
export type { ConnectionTest } from './leases/check-connection.js';
export type { ConnectionToOpen } from './leases/open.js';
export type * from './types.js';
