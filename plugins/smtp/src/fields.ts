import { certificateFields, field, poolFields } from '@patchbay/plugin-sdk';

export const fields = {
  host: field.text({
    displayName: 'Host',
    placeholder: 'smtp.example.com',
    required: true,
    identity: true,
    destination: true,
    // A path would name a Unix socket: no address rule applies to those.
    pattern: { regex: '^[^/\\s]+$', message: 'A host name or IP address, without port and path' },
  }),
  port: field.port({
    displayName: 'Port',
    description: 'When empty 587, or 465 with SSL',
    placeholder: '587',
    usual: [587, 465],
    identity: true,
    destination: true,
  }),
  encryption: field.options({
    displayName: 'Encryption',
    options: [
      {
        value: 'tls',
        name: 'TLS (STARTTLS)',
        description: 'Nothing is sent to a server that does not offer it',
      },
      { value: 'ssl', name: 'SSL (TLS from the first byte)' },
      { value: 'none', name: 'None (not encrypted)' },
    ],
    default: 'tls',
    destination: true,
  }),
  username: field.text({ displayName: 'User name', description: 'Empty for a relay without a login' }),
  password: field.secret({ displayName: 'Password' }),
  fromAddress: field.text({
    displayName: 'From address',
    placeholder: 'Patchbay <patchbay@example.com>',
    required: true,
  }),
  notifyTo: field.text({
    displayName: 'Send notifications to',
    description: 'Addresses, separated by commas. When empty, the from address',
  }),
  allowInsecureLogin: field.boolean({
    displayName: 'Send the password unencrypted',
    description: 'Everybody on the way to the server can read it',
    default: false,
    destination: true,
    displayOptions: { show: { encryption: ['none'] } },
  }),
  timeout: field.number({
    displayName: 'Timeout (seconds)',
    description: 'For one mail, from connecting to the answer of the server',
    default: 30,
    min: 1,
    max: 3_600,
    section: 'advanced',
  }),
  ...encryptedOnly(certificateFields()),
  ...poolFields(),
};

function encryptedOnly(certificates: ReturnType<typeof certificateFields>) {
  const displayOptions = { hide: { encryption: ['none'] } } as const;
  return {
    tlsVerify: { ...certificates.tlsVerify, displayOptions },
    tlsCa: { ...certificates.tlsCa, displayOptions },
    tlsCert: { ...certificates.tlsCert, displayOptions },
    tlsKey: { ...certificates.tlsKey, displayOptions },
  };
}
