import { field, tlsFields } from '@patchbay/plugin-sdk';
import { fields as postgresql } from '../fields.js';

const { poolSize, maxOverflow, poolRecycle, password, options, host } = postgresql;
const tls = tlsFields();
/** The reference and the region become labels of the host name, which nothing but a label may change. */
const label = { regex: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$', message: 'Lower-case letters, digits and hyphens' };
/** The host is derived from the project unless somebody enters one. */
const whenHostIsGiven = { show: { host: [{ _cnd: { exists: true } }] } } as const;

export const fields = {
  projectRef: field.text({
    displayName: 'Project reference',
    description: 'The first part of the address of your project, as in https://<reference>.supabase.co',
    placeholder: 'abcdefghijklmnopqrst',
    required: true,
    identity: true,
    destination: true,
    pattern: label,
  }),
  mode: field.options({
    displayName: 'Connect by',
    options: [
      { value: 'session', name: 'Session pooler', description: 'IPv4 and IPv6, port 5432' },
      {
        value: 'transaction',
        name: 'Transaction pooler',
        description: 'For many short statements, port 6543',
      },
      {
        value: 'direct',
        name: 'Direct connection',
        description: 'IPv6 unless the project has the add-on, port 5432',
      },
    ],
    default: 'session',
    destination: true,
  }),
  region: field.text({
    displayName: 'Region of the pooler',
    placeholder: 'eu-central-1',
    required: true,
    destination: true,
    pattern: label,
    displayOptions: { hide: { mode: ['direct'], host: [{ _cnd: { exists: true } }] } },
  }),
  host: field.text({
    displayName: 'Host, if it is another',
    description: 'As the dashboard shows it, for instance aws-1-eu-central-1.pooler.supabase.com',
    destination: true,
    pattern: host.pattern,
    section: 'advanced',
  }),
  port: field.port({
    displayName: 'Port, if it is another',
    destination: true,
    displayOptions: whenHostIsGiven,
    section: 'advanced',
  }),
  database: field.text({ displayName: 'Database', default: 'postgres', required: true, identity: true }),
  username: field.text({
    displayName: 'User name',
    description: 'Without it "postgres". The poolers want the project behind it, which is added.',
    placeholder: 'postgres',
  }),
  password,
  ...tls,
  // The database is never on this machine, so "Automatic" would say nothing more than "Always".
  tls: { ...tls.tls, default: 'on' },
  tlsCa: {
    ...tls.tlsCa,
    description: 'PEM text; the dashboard offers it under Database Settings, SSL Configuration',
  },
  poolSize,
  maxOverflow,
  poolRecycle,
  options,
} as const;
