import type { VoiceName } from '@patchbay/plugin-testing';

export interface HostileTarget {
  type: string;
  speaks: VoiceName;
  /** What is typed into the connection, with this secret in its secret field. */
  config(port: number, secret: string, tls: boolean): Record<string, unknown>;
}

const host = '127.0.0.1';
const database = { host, database: 'shop', username: 'anna' };
const onOff = (tls: boolean): string => (tls ? 'on' : 'off');
const origin = (port: number, tls: boolean): string => `${tls ? 'https' : 'http'}://${host}:${port}`;

/** Every connector that talks to a server, so that a new one is missed by the spec that compares them with the catalog. */
export const hostileTargets: readonly HostileTarget[] = [
  ...['postgresql', 'mysql', 'mariadb'].map((type): HostileTarget => ({
    type,
    speaks: type === 'postgresql' ? 'postgresql' : 'mysql',
    config: (port, password, tls) => ({ ...database, port, password, tls: onOff(tls) }),
  })),
  {
    type: 'supabase',
    speaks: 'postgresql',
    config: (port, password, tls) => ({
      projectRef: 'abcdefghijklmnopqrst',
      host,
      port,
      password,
      tls: onOff(tls),
    }),
  },
  {
    type: 'smtp',
    speaks: 'smtp',
    config: (port, password, tls) => ({
      host,
      port,
      encryption: tls ? 'tls' : 'none',
      username: 'relay',
      password,
      fromAddress: 'Patchbay <patchbay@example.test>',
    }),
  },
  {
    type: 'http',
    speaks: 'http',
    config: (port, authToken, tls) => ({ baseUrl: origin(port, tls), authType: 'bearer', authToken }),
  },
  {
    type: 'webhook',
    speaks: 'http',
    config: (port, authSecret, tls) => ({ url: origin(port, tls), authType: 'bearer', authSecret }),
  },
  {
    type: 'slack_webhook',
    speaks: 'http',
    config: (port, secret, tls) => ({ webhookUrl: `${origin(port, tls)}/services/T0/B0/${secret}` }),
  },
];
