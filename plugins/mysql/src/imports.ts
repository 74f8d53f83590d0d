import { databaseUrlParts, databaseVariables, type ImportDeclaration, pemImport } from '@patchbay/plugin-sdk';

const tls = {
  field: 'tls',
  values: {
    DISABLED: 'off',
    PREFERRED: 'auto',
    REQUIRED: 'on',
    VERIFY_CA: 'on',
    VERIFY_IDENTITY: 'on',
    disabled: 'off',
    preferred: 'auto',
    required: 'on',
    verify_ca: 'on',
    verify_identity: 'on',
  },
} as const;
const isOn = { field: 'tls', values: { true: 'on', false: 'off' } } as const;

/** The names that each of the two servers goes by elsewhere. */
export function importsOf(type: 'mysql' | 'mariadb'): readonly ImportDeclaration[] {
  return [
    {
      from: 'url',
      names: type === 'mysql' ? ['mysql', 'mysqls', 'mysql2', 'aurora'] : ['mariadb'],
      fields: {
        ...databaseUrlParts,
        'query.user': 'username',
        'query.password': 'password',
        'query.ssl-mode': tls,
        'query.sslMode': tls,
        'query.ssl_mode': tls,
        'query.useSSL': isOn,
      },
    },
    {
      from: 'env',
      names: type === 'mysql' ? ['MYSQL_'] : ['MARIADB_'],
      fields: { ...databaseVariables, TCP_PORT: 'port', SSL_MODE: tls },
    },
    ...(type === 'mysql' ? foreign : []),
    pemImport,
  ];
}

/** n8n and Airflow know MySQL alone. */
const foreign: readonly ImportDeclaration[] = [
  {
    from: 'n8n',
    names: ['mySql'],
    fields: {
      host: 'host',
      port: 'port',
      database: 'database',
      user: 'username',
      password: 'password',
      connectTimeout: 'options.connectTimeoutMs',
      ssl: isOn,
      caCertificate: 'tlsCa',
      clientCertificate: 'tlsCert',
      clientPrivateKey: 'tlsKey',
    },
  },
  {
    from: 'airflow',
    names: ['mysql'],
    fields: { host: 'host', port: 'port', schema: 'database', login: 'username', password: 'password' },
  },
];
