import type { ImportDeclaration } from '@patchbay/plugin-sdk';

export const imports: readonly ImportDeclaration[] = [
  {
    from: 'url',
    names: ['sqlite', 'sqlite3'],
    fields: {
      path: 'path',
      'query.mode': { field: 'readOnly', values: { ro: true, rw: false, rwc: false } },
    },
  },
  { from: 'env', names: ['SQLITE_'], fields: { PATH: 'path', FILE: 'path', DATABASE: 'path', DB: 'path' } },
  { from: 'airflow', names: ['sqlite'], fields: { host: 'path' } },
];
