import { type ImportDeclaration, pemImport } from '@patchbay/plugin-sdk';

/** Supabase's direct host names hold the project; the poolers' user names do. */
export const imports: readonly ImportDeclaration[] = [
  {
    from: 'url',
    names: ['postgres', 'postgresql'],
    hosts: ['*.supabase.co'],
    needs: ['label.2'],
    fields: { 'label.2': 'projectRef', path: 'database', username: 'username', password: 'password' },
    constants: { mode: 'direct' },
  },
  {
    from: 'url',
    names: ['postgres', 'postgresql'],
    hosts: ['*.pooler.supabase.com'],
    needs: ['usernameSuffix'],
    fields: {
      host: 'host',
      port: 'port',
      path: 'database',
      usernameSuffix: 'projectRef',
      usernamePrefix: 'username',
      password: 'password',
    },
  },
  pemImport,
];
