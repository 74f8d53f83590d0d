/** What a person can do about a failed run, by the code of its problem. Where the detail says it all, nothing. */
const advice: Readonly<Record<string, string>> = {
  'connect-auth-failed': 'Check user and password of the connection, test it, and run again.',
  'connect-forbidden': 'Give the user of the connection this right, or use another connection in the node.',
  'connect-unreachable': 'Check host and port of the connection, and that the server is up.',
  'connect-timeout':
    'The server did not answer in time. See whether it is busy, or allow more time in the connection.',
  'connect-tls': 'Check the TLS section of the connection: certificate, host name and mode.',
  'egress-refused': 'The connection may not reach this host. Add it to the allowed hosts if it should.',
  'connection-missing': 'Open the node and choose a connection.',
  'connection-disabled': 'Enable the connection, or choose another one in the node.',
  'connection-revoked': 'Enter new secrets in the connection, or choose another one in the node.',
  'connection-quarantined': 'The stored secrets of the connection cannot be opened. Enter them again.',
  'lease-denied': 'Whoever started the run may not use this connection. Ask its owner to share it.',
  'secret-value-missing': 'Set the secret in this environment.',
  'secret-not-set': 'Enter the secrets of the connection.',
  'expression-failed': 'Open the node and look at the expression; its preview shows the value as you type.',
  'parameter-invalid': 'Open the node and correct the parameter.',
  'sql-failed': 'Open the node and check the statement against the tables of the database.',
  'step-timeout': 'Allow the node more time in its settings, or give it less to do.',
  'run-timeout': 'Allow the pattern more time, or give it less to do.',
  'run-interrupted': 'Patchbay was stopped meanwhile. Run it again.',
  'items-exceed-memory': 'Let the nodes pass fewer items, such as by a limit or a narrower query.',
  'runner-out-of-memory': 'Let the nodes pass fewer items, such as by a limit or a narrower query.',
  'pattern-recursion': 'A pattern calls itself. Break the circle in the node that calls.',
};

export function adviceFor(code: string): string | undefined {
  return Object.hasOwn(advice, code) ? advice[code] : undefined;
}
