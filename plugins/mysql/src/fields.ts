import { field, poolFields, tlsFields } from '@patchbay/plugin-sdk';

export const fields = {
  host: field.text({
    displayName: 'Host',
    placeholder: 'db.example.com',
    required: true,
    identity: true,
    destination: true,
    // A path would name a Unix socket: no address rule applies to those.
    pattern: { regex: '^[^/\\s]+$', message: 'A host name or IP address, without port and path' },
  }),
  port: field.port({ displayName: 'Port', default: 3306, identity: true, destination: true }),
  database: field.text({ displayName: 'Database', required: true, identity: true }),
  username: field.text({ displayName: 'User name', required: true }),
  password: field.secret({ displayName: 'Password' }),
  ...tlsFields(),
  ...poolFields(),
  /** An allow-list: the driver's other options could read local files or switch on several statements at once. */
  options: field.collection({
    displayName: 'Driver options',
    section: 'advanced',
    default: {},
    fields: {
      applicationName: field.text({ displayName: 'Application name', default: 'patchbay' }),
      statementTimeoutMs: milliseconds('Cancel statements after (ms)'),
      lockTimeoutMs: milliseconds('Give up waiting for a lock after (ms)'),
      connectTimeoutMs: milliseconds('Give up connecting after (ms)'),
    },
  }),
};

function milliseconds(displayName: string) {
  return field.number({ displayName, min: 1, max: 86_400_000, integer: true });
}
