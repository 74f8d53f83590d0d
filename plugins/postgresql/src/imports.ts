import { databaseUrlParts, databaseVariables, type ImportDeclaration, pemImport } from '@patchbay/plugin-sdk';

/** libpq's `require` encrypts without looking at the certificate; here TLS always verifies unless told otherwise. */
const sslModes = {
  disable: 'off',
  allow: 'auto',
  prefer: 'auto',
  require: 'on',
  'verify-ca': 'on',
  'verify-full': 'on',
} as const;
const tls = { field: 'tls', values: sslModes };
const applicationName = 'options.applicationName';

export const imports: readonly ImportDeclaration[] = [
  {
    from: 'url',
    names: ['postgres', 'postgresql', 'pgsql', 'timescaledb', 'redshift'],
    fields: {
      ...databaseUrlParts,
      'query.user': 'username',
      'query.password': 'password',
      'query.sslmode': tls,
      'query.ssl': { field: 'tls', values: { true: 'on', false: 'off' } },
      'query.application_name': applicationName,
    },
  },
  {
    from: 'env',
    names: ['PG', 'POSTGRES_', 'POSTGRESQL_', 'PGSQL_', 'RDS_'],
    fields: { ...databaseVariables, SSLMODE: tls, APPNAME: applicationName },
  },
  {
    from: 'n8n',
    names: ['postgres', 'timescaleDb', 'questDb', 'crateDb'],
    fields: {
      host: 'host',
      port: 'port',
      database: 'database',
      user: 'username',
      password: 'password',
      ssl: { field: 'tls', values: sslModes },
      allowUnauthorizedCerts: { field: 'tlsVerify', values: { true: false, false: true } },
    },
  },
  {
    from: 'airflow',
    names: ['postgres', 'redshift'],
    fields: {
      host: 'host',
      port: 'port',
      schema: 'database',
      login: 'username',
      password: 'password',
      'extra.sslmode': tls,
      'extra.application_name': applicationName,
    },
  },
  pemImport,
];
