import { key, table, text } from './table.js';

/** Which of several hosts does what only one may do. */
export const hostLeaseTable = table('host_leases', {
  name: key(text()),
  holder: text(),
  expiresAt: text(),
});
