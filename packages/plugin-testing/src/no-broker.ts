import type { CredentialBroker } from '@patchbay/runtime';

/** For what is given its credentials by the test itself. */
export const noBroker: CredentialBroker = { lease: noLease, secrets: noLease };

function noLease(): Promise<never> {
  return Promise.reject(new Error('a connection that is opened outside of a run needs no lease'));
}
