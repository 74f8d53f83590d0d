/**
 * Every problem that Patchbay reports, once. The code is the stable name that clients may rely on;
 * `docs/reference/errors.md` is generated from this table and a check keeps the two equal.
 */
export const problems = {
  // Requests
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'malformed-json': { status: 400, title: 'The body is not valid JSON' },
  'payload-too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media-type': { status: 415, title: 'The content type is not supported' },
  'validation-failed': { status: 422, title: 'Some fields are not valid' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'The method is not allowed here' },
  conflict: { status: 409, title: 'The request conflicts with what is stored' },
  'version-conflict': { status: 409, title: 'Somebody else changed this meanwhile' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something failed inside Patchbay' },
  'not-ready': { status: 503, title: 'Patchbay is not ready yet' },
  // People
  unauthenticated: { status: 401, title: 'Log in first' },
  'invalid-login': { status: 401, title: 'Email or password is wrong' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  'csrf-token-invalid': { status: 403, title: 'The CSRF token is missing or wrong' },
  'setup-already-done': { status: 409, title: 'The first user exists already' },
  'weak-password': { status: 422, title: 'The password is too weak' },
  // Catalog
  'connector-not-found': { status: 404, title: 'Connector not found' },
  'connector-unavailable': { status: 503, title: 'The connector is not available' },
  'node-type-not-found': { status: 404, title: 'Node type not found' },
  'plugin-invalid': { status: 422, title: 'The plugin does not describe itself correctly' },
  'plugin-load-failed': { status: 500, title: 'The plugin could not be loaded' },
  // Connections
  'connection-not-found': { status: 404, title: 'Connection not found' },
  'connection-name-taken': { status: 409, title: 'A connection with this name exists' },
  'connection-in-use': { status: 409, title: 'The connection is in use' },
  'connection-disabled': { status: 409, title: 'The connection is disabled' },
  'identity-immutable': {
    status: 409,
    title: 'This field names what the connection connects to and cannot change',
  },
  'secret-reentry-required': { status: 409, title: 'The secrets must be entered again' },
  'secret-not-set': { status: 422, title: 'There is no stored secret to keep' },
  'connection-missing': { status: 409, title: 'The step has no connection' },
  'connection-type-mismatch': { status: 409, title: 'The connection does not fit the step' },
  'connection-quarantined': { status: 409, title: 'The stored credentials cannot be opened' },
  'lease-denied': { status: 403, title: 'The step may not open this connection' },
  // Connecting
  'connect-auth-failed': { status: 502, title: 'The server refused the credentials' },
  'connect-unreachable': { status: 502, title: 'The server cannot be reached' },
  'connect-timeout': { status: 504, title: 'The server did not answer in time' },
  'connect-tls': { status: 502, title: 'No trusted TLS connection could be made' },
  'connect-protocol': { status: 502, title: 'The server gave an answer that was not understood' },
  'connect-unsupported': { status: 501, title: 'The server does not support this' },
  'egress-refused': { status: 403, title: 'The network policy does not allow this address' },
  'egress-limit-exceeded': { status: 502, title: 'The answer was larger or slower than allowed' },
  'file-not-allowed': { status: 403, title: 'The file lies outside the allowed directories' },
  'sql-refused': { status: 422, title: 'The SQL statement is not allowed' },
  'sql-failed': { status: 422, title: 'The database refused the statement' },
  // Vault
  'key-missing': { status: 503, title: 'The master key is missing' },
  'key-mismatch': { status: 503, title: 'The master key is not the one this data was sealed with' },
  'key-unsafe': { status: 503, title: 'The master key is not kept safely' },
  'key-invalid': { status: 503, title: 'The master key is not valid' },
  'keychain-unavailable': { status: 503, title: 'There is no usable OS keychain' },
  'open-failed': { status: 500, title: 'The sealed record cannot be opened' },
  'audit-unavailable': { status: 503, title: 'The audit log cannot be written' },
  // Patterns and runs
  'pattern-not-found': { status: 404, title: 'Pattern not found' },
  'pattern-invalid': { status: 422, title: 'The pattern is not valid' },
  'pattern-not-active': { status: 409, title: 'The pattern is not active' },
  'webhook-not-found': { status: 404, title: 'No active pattern listens here' },
  'webhook-path-taken': { status: 409, title: 'Another active pattern listens on this path' },
  'run-not-found': { status: 404, title: 'Run not found' },
  'run-not-active': { status: 409, title: 'The run is over' },
  'run-canceled': { status: 499, title: 'The run was canceled' },
  'run-timeout': { status: 504, title: 'The run took longer than allowed' },
  'run-interrupted': { status: 500, title: 'The run was interrupted by a restart' },
  'step-timeout': { status: 504, title: 'The step took longer than allowed' },
  'step-failed': { status: 500, title: 'The step failed' },
  'expression-failed': { status: 422, title: 'The expression failed' },
  'expression-timeout': { status: 422, title: 'The expression took too long' },
  'parameter-invalid': { status: 422, title: 'A parameter of the node is not valid' },
  // Runners
  'runner-crashed': { status: 502, title: 'The runner ended unexpectedly' },
  'runner-hung': { status: 504, title: 'The runner stopped answering' },
  'runner-out-of-memory': { status: 502, title: 'The runner ran out of memory' },
  'runner-flooded': { status: 502, title: 'The runner sent more than allowed' },
  'runner-unavailable': { status: 503, title: 'No runner is available' },
  'message-invalid': { status: 502, title: 'A message between host and runner is not valid' },
  // Starting
  'config-invalid': { status: 500, title: 'The configuration is not valid' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;
