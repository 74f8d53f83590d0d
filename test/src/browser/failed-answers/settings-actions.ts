import { account } from '../../support/host-process.js';
import type { Action, Bench } from './action.js';

const of = (...places: string[]) => places.map((place) => `settings/${place}`);
const password = 'a long sentence that nobody else knows';

const person = async ({ host, go }: Bench, name: string): Promise<void> => {
  await host.api.call('userCreate', {
    body: { name, email: `${name.toLowerCase()}@example.com`, password, instanceRole: 'member' },
  });
  await go('/settings/users');
};

const project = async ({ host, go }: Bench, name: string): Promise<string> => {
  const { id } = await host.api.call('projectCreate', { body: { name } });
  await go(`/settings/projects/${id}`);
  return id;
};

const secret = async ({ host, go }: Bench, name: string): Promise<void> => {
  const body = { name, description: '', values: { development: 'canary-value' } };
  await host.api.call('secretCreate', { body });
  await go('/secrets');
};

export const settingsActions: readonly Action[] = [
  {
    name: 'changes their name',
    of: of('account/name-form.tsx#save'),
    route: 'mePatch',
    begin: async ({ go, field }) => {
      await go('/settings/account');
      await field('Name').fill('Founding admin');
    },
    act: ({ button }) => button('Save name').click(),
  },
  {
    name: 'changes their password',
    of: of('account/password-form.tsx#change'),
    route: 'passwordChange',
    begin: async ({ go, field }) => {
      await go('/settings/account');
      await field('Current password').fill(account.password);
      await field('New password').fill(password);
    },
    act: ({ button }) => button('Change password').click(),
    last: 'stays undone',
  },
  {
    name: 'ends a session',
    of: of('account/sessions.tsx#end'),
    route: 'sessionEnd',
    begin: ({ go }) => go('/settings/account'),
    act: ({ page }) =>
      page
        .getByRole('button', { name: /^Sign out/ })
        .last()
        .click(),
    last: 'stays undone',
  },
  {
    name: 'ends the other sessions',
    of: of('account/sessions.tsx#endOthers'),
    route: 'sessionsEndOthers',
    begin: ({ go }) => go('/settings/account'),
    act: ({ button }) => button('Sign out everywhere else').click(),
    last: 'stays undone',
  },
  {
    name: 'invites somebody',
    of: of('users/invite-dialog.tsx#create'),
    route: 'userCreate',
    begin: async ({ go, button, field }) => {
      await go('/settings/users');
      await button('Add user').click();
      await field('Name').fill('Grace');
      await field('Email').fill('grace@example.com');
    },
    act: ({ button }) => button('Make the invitation').click(),
  },
  {
    name: 'disables somebody',
    of: of('users/use-user-actions.ts#toggleDisabled'),
    route: 'userDisable',
    begin: (at) => person(at, 'Disabled'),
    act: ({ menu }) => menu('Disabled', 'Disable'),
  },
  {
    name: 'makes somebody an administrator',
    of: of('users/use-user-actions.ts#toggleAdmin'),
    route: 'userPatch',
    begin: (at) => person(at, 'Promoted'),
    act: ({ menu }) => menu('Promoted', 'Make an administrator'),
  },
  {
    name: 'makes a password link',
    of: of('users/use-user-actions.ts#link'),
    route: 'userPasswordLink',
    begin: (at) => person(at, 'Linked'),
    act: ({ menu }) => menu('Linked', 'Make a password link'),
  },
  {
    name: 'deletes somebody',
    of: of('users/delete-user-dialog.tsx#remove'),
    route: 'userDelete',
    begin: async (at) => {
      await person(at, 'Leaving');
      await at.menu('Leaving', 'Delete');
      await at.page.getByLabel('Delete their personal connections too').check();
    },
    act: ({ button }) => button('Delete user').click(),
  },
  {
    name: 'makes a project',
    of: of('projects/new-project-dialog.tsx#create'),
    route: 'projectCreate',
    begin: async ({ go, button, field }) => {
      await go('/settings/projects');
      await button('New project').click();
      await field('Name').fill('Shop');
    },
    act: ({ button }) => button('Create project').click(),
  },
  {
    name: 'renames a project',
    of: of('projects/project-name.tsx#rename'),
    route: 'projectPatch',
    begin: async (at) => {
      await project(at, 'Called so');
      await at.field('Name of the project').fill('Called otherwise');
    },
    act: ({ button }) => button('Rename').click(),
  },
  {
    name: 'deletes a project',
    of: of('projects/delete-project.tsx#remove'),
    route: 'projectDelete',
    begin: async (at) => {
      await project(at, 'Unwanted');
      await at.button('Delete project').click();
    },
    act: ({ button }) => button('Delete').click(),
  },
  {
    name: 'adds a member',
    of: of('projects/add-member-dialog.tsx#add'),
    route: 'memberAdd',
    begin: async (at) => {
      await person(at, 'Joining');
      await project(at, 'With one more');
      await at.button('Add member').click();
      await at.field('Email').fill('joining@example.com');
      await at.page.getByLabel('Role', { exact: true }).selectOption('analyst');
    },
    act: ({ page }) => page.getByRole('dialog').getByRole('button', { name: 'Add member' }).click(),
  },
  {
    name: 'changes a role',
    of: of('projects/member-row.tsx#change'),
    route: 'memberPatch',
    begin: async (at) => {
      await person(at, 'Changing');
      const id = await project(at, 'With roles');
      const body = { email: 'changing@example.com', role: 'viewer' } as const;
      await at.host.api.call('memberAdd', { params: { id }, body });
      await at.go(`/settings/projects/${id}`);
    },
    act: async ({ page }) => {
      await page.getByLabel('Role of Changing').focus();
      await page.getByLabel('Role of Changing').selectOption('designer');
    },
  },
  {
    name: 'removes a member',
    of: of('projects/member-row.tsx#remove'),
    route: 'memberRemove',
    begin: async (at) => {
      await person(at, 'Parting');
      const id = await project(at, 'With one less');
      const body = { email: 'parting@example.com', role: 'viewer' } as const;
      await at.host.api.call('memberAdd', { params: { id }, body });
      await at.go(`/settings/projects/${id}`);
    },
    act: ({ button }) => button('Remove Parting').click(),
  },
  {
    name: 'makes a token',
    of: of('tokens/new-token-dialog.tsx#create'),
    route: 'tokenCreate',
    begin: async ({ go, button, field }) => {
      await go('/settings/tokens');
      await button('New token').click();
      await field('Name').fill('Nightly');
    },
    act: ({ button }) => button('Create token').click(),
  },
  {
    name: 'revokes a token',
    of: of('tokens/token-row.tsx#revoke'),
    route: 'tokenDelete',
    begin: async ({ host, go, button }) => {
      await host.api.call('tokenCreate', { body: { name: 'Old', scopes: ['pattern.read'] } });
      await go('/settings/tokens');
      await button('Revoke Old').click();
    },
    act: ({ button }) => button('Revoke token').click(),
  },
  {
    name: 'adds an environment',
    of: of('environments/new-environment-dialog.tsx#create'),
    route: 'environmentCreate',
    begin: async ({ go, button, field }) => {
      await go('/settings/environments');
      await button('Add environment').click();
      await field('Name').fill('staging');
      await field('Description').fill('Before production');
    },
    act: ({ page }) => page.getByRole('dialog').getByRole('button', { name: 'Add environment' }).click(),
  },
  {
    name: 'deletes an environment',
    of: of('environments/environment-row.tsx#remove'),
    route: 'environmentDelete',
    begin: async ({ host, go, button }) => {
      await host.api.call('environmentCreate', { body: { name: 'spare', description: '' } });
      await go('/settings/environments');
      await button('Delete spare').click();
    },
    act: ({ button }) => button('Delete environment').click(),
  },
  {
    name: 'rotates the master key',
    of: of('vault/rotate-card.tsx#rotate'),
    route: 'vaultRotate',
    begin: ({ go }) => go('/settings/vault'),
    act: async ({ button }) => {
      await button('Rotate the key').click();
      await button('Rotate').click();
    },
  },
  {
    name: 'verifies the audit log',
    of: of('audit/verify-card.tsx#verify'),
    route: 'auditVerify',
    begin: async ({ go, page }) => {
      await go('/settings/audit');
      await page.getByText('Compare with an end that you kept').click();
      await page.getByLabel('End of the log at an earlier time').fill(`1:${'a'.repeat(64)}`);
    },
    act: ({ button }) => button('Verify').click(),
  },
  {
    name: 'adds a secret',
    everyKind: true,
    of: ['secrets/new-secret.tsx#create'],
    route: 'secretCreate',
    begin: async ({ go, button, page }) => {
      await go('/secrets');
      await button('Add secret').first().click();
      await page.getByLabel('Name').fill('STRIPE_KEY');
      await page.getByLabel('Value in development').fill('canary-value');
    },
    act: ({ button }) => button('Save').click(),
  },
  {
    name: 'sets the value of a secret',
    of: ['secrets/secret-value.tsx#save'],
    route: 'secretValueSet',
    begin: async (at) => {
      await secret(at, 'SET');
      await at.button('Set SET in production').click();
      await at.page.getByLabel('Value of SET in production').fill('canary-other');
    },
    act: ({ button }) => button('Save').click(),
  },
  {
    name: 'deletes a secret',
    of: ['secrets/delete-secret.tsx#remove'],
    route: 'secretDelete',
    begin: async (at) => {
      await secret(at, 'GONE');
      await at.button('Delete GONE').click();
    },
    act: ({ button }) => button('Delete secret').click(),
  },
];
