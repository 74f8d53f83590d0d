import { allowListField, field } from '@patchbay/fields';

/**
 * TLS of a connection. On by default; a loopback host may be reached without it by `tls: 'auto'`,
 * everything else needs the explicit opt-out.
 */
export function tlsFields() {
  return {
    tls: field.options({
      displayName: 'TLS',
      description: 'Automatic uses TLS for every host but this machine',
      options: [
        { value: 'auto', name: 'Automatic' },
        { value: 'on', name: 'Always' },
        { value: 'off', name: 'Never (not encrypted)' },
      ],
      default: 'auto',
      destination: true,
      section: 'tls',
    }),
    ...onlyWithTls(certificateFields()),
  };
}

/** How the server is verified and how we show who we are; PEM texts. */
export function certificateFields() {
  return {
    tlsVerify: field.boolean({
      displayName: 'Verify the certificate',
      default: true,
      destination: true,
      section: 'tls',
    }),
    tlsCa: field.pem({
      displayName: 'CA certificate',
      description: 'PEM text, for a server whose certificate no public authority signed',
      destination: true,
      section: 'tls',
    }),
    tlsCert: field.pem({ displayName: 'Client certificate', section: 'tls' }),
    tlsKey: field.secret({
      displayName: 'Client key',
      multiline: true,
      format: 'pem-private-key',
      section: 'tls',
    }),
  };
}

function onlyWithTls(fields: ReturnType<typeof certificateFields>) {
  const displayOptions = { hide: { tls: ['off'] } } as const;
  return {
    tlsVerify: { ...fields.tlsVerify, displayOptions },
    tlsCa: { ...fields.tlsCa, displayOptions },
    tlsCert: { ...fields.tlsCert, displayOptions },
    tlsKey: { ...fields.tlsKey, displayOptions },
  };
}

/** Added to the fields of every connector that uses the network, so that none can forget it. */
export function networkFields() {
  return {
    [allowListField]: field.text({
      displayName: 'Allowed hosts',
      description:
        'Hosts, addresses and networks that this connection may reach, separated by commas, each perhaps with a port. ' +
        'It narrows what the fields above say, and is needed where they name no host',
      placeholder: 'db.example.com:5432, 10.1.0.0/16',
      pattern: { regex: '^[\\w.*:/\\[\\], -]*$', message: 'Hosts, addresses or CIDRs, separated by commas' },
      destination: true,
      section: 'advanced',
    }),
  };
}

/** The pool of a connection; 5 idle and 20 open at most by default. */
export function poolFields() {
  return {
    poolSize: field.number({
      displayName: 'Idle connections',
      default: 5,
      min: 0,
      max: 100,
      integer: true,
      section: 'pool',
    }),
    maxOverflow: field.number({
      displayName: 'Further connections under load',
      default: 15,
      min: 0,
      max: 500,
      integer: true,
      section: 'pool',
    }),
    poolRecycle: field.number({
      displayName: 'Replace a connection after (seconds)',
      default: 1800,
      min: 1,
      max: 86_400,
      integer: true,
      section: 'pool',
    }),
  };
}
