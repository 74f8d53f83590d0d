import type { Scope } from '@patchbay/contracts';

export const scopeWords: Record<Scope, string> = {
  'connector.read': 'See connections',
  'connector.edit': 'Make, change and test connections',
  'pattern.read': 'See patterns and runs',
  'pattern.edit': 'Make and change patterns',
  'pattern.run': 'Run patterns',
  'secret.read': 'See which secrets there are',
  'secret.edit': 'Set secrets',
  admin: 'Look after the project and read its audit log',
  instance: 'Look after users and projects of the installation',
};
