import { type ImportDeclaration, pemImport, serverVariables } from '@patchbay/plugin-sdk';

const server = { host: 'host', port: 'port', username: 'username', password: 'password' } as const;

export const imports: readonly ImportDeclaration[] = [
  {
    from: 'url',
    names: ['smtp'],
    fields: { ...server, 'query.from': 'fromAddress' },
  },
  {
    from: 'url',
    names: ['smtps'],
    fields: { ...server, 'query.from': 'fromAddress' },
    constants: { encryption: 'ssl' },
  },
  {
    from: 'env',
    names: ['SMTP_', 'MAIL_', 'EMAIL_', 'MAILER_'],
    needs: ['HOST'],
    fields: {
      ...serverVariables,
      FROM: 'fromAddress',
      FROM_ADDRESS: 'fromAddress',
      SENDER: 'fromAddress',
      ENCRYPTION: { field: 'encryption', values: { tls: 'tls', starttls: 'tls', ssl: 'ssl', none: 'none' } },
      SECURE: { field: 'encryption', values: { true: 'ssl', false: 'tls' } },
    },
  },
  {
    from: 'n8n',
    names: ['smtp'],
    fields: {
      host: 'host',
      port: 'port',
      user: 'username',
      password: 'password',
      secure: { field: 'encryption', values: { true: 'ssl', false: 'tls' } },
    },
  },
  {
    from: 'airflow',
    names: ['smtp', 'email'],
    fields: {
      host: 'host',
      port: 'port',
      login: 'username',
      password: 'password',
      'extra.from_email': 'fromAddress',
      'extra.disable_ssl': { field: 'encryption', values: { true: 'tls', false: 'ssl' } },
      'extra.timeout': 'timeout',
    },
  },
  pemImport,
];
