import type { Action, Bench } from './action.js';
import { paste } from '../paste.js';

const of = (...places: string[]) => places.map((place) => `connections/${place}`);
/** Secrets that no server takes: what is tested with them fails. */
const http = (authToken: string) => {
  return { baseUrl: 'http://127.0.0.1:1', authType: 'bearer', authToken };
};
const curl = 'curl https://api.example.org/v1 -H "Authorization: Bearer canary-kept-5b1d"';

async function connect(
  { host }: Bench,
  name: string,
  scope: 'personal' | 'project' = 'project',
): Promise<string> {
  const body = { name, type: 'http', scope, config: http('canary-first') };
  return (await host.api.call('connectionCreate', { body })).id;
}

const openTab = async (at: Bench, name: string, tab: string, scope?: 'personal'): Promise<void> =>
  at.go(`/connections/${await connect(at, name, scope)}?tab=${tab}`);

const importing = async ({ go, menu, page, field }: Bench): Promise<void> => {
  await go('/connections');
  await menu('connections', 'Import…');
  await field('Connections').fill('Stock=postgres://reader:canary@db.example.org/stock');
  await page.getByLabel('What it is').selectOption('Connection URL');
};

const rotating = async (at: Bench, name: string): Promise<void> => {
  await openTab(at, name, 'overview');
  await at.button('Rotate secrets').click();
  await at.field(/Token/).fill('canary-second');
  await at.page.getByLabel('Reason').fill('Yearly rotation');
};

export const connectionActions: readonly Action[] = [
  {
    name: 'saves a new connection',
    everyKind: true,
    of: of('use-form-requests.ts#saving'),
    route: 'connectionCreate',
    begin: async ({ go, field }) => {
      await go('/connections/new?type=http');
      await field('Name').fill('Fresh');
      await field('Base URL').fill('https://api.example.org');
    },
    act: ({ button }) => button('Save').click(),
  },
  {
    name: 'saves what was edited',
    of: of('use-form-requests.ts#saving'),
    route: 'connectionPatch',
    begin: async (at) => {
      await at.go(`/connections/${await connect(at, 'Edited')}/edit`);
      await at.field('Description').fill('What it is for');
    },
    act: ({ button }) => button('Save').click(),
  },
  {
    name: 'tests what was entered',
    of: of('use-form-requests.ts#testing'),
    route: 'connectionTestUnsaved',
    begin: async ({ go, field }) => {
      await go('/connections/new?type=http');
      await field('Name').fill('Unsaved');
      await field('Base URL').fill('http://127.0.0.1:1');
    },
    act: ({ button }) => button('Test connection').click(),
  },
  {
    name: 'tests a saved connection in the list',
    of: of('use-test-saved.ts#'),
    route: 'connectionTest',
    begin: ({ go }) => go('/connections'),
    act: ({ button }) => button('Test Sample shop').click(),
  },
  {
    name: 'tests a saved connection on its page',
    of: of('use-test-saved.ts#'),
    route: 'connectionTest',
    begin: (at) => openTab(at, 'Tested', 'overview'),
    act: ({ button }) => button('Test now').click(),
  },
  {
    name: 'reads what was pasted into a form',
    of: of('paste/use-smart-paste.ts#reading'),
    route: 'connectionSmartPaste',
    begin: async ({ go, field }) => {
      await go('/connections/new?type=http');
      await field('Name').fill(curl);
    },
    act: async ({ page, field }) => {
      // What cannot be read is put where it was pasted.
      await field('Name').fill('');
      await field('Name').focus();
      await paste(page, curl);
    },
  },
  {
    name: 'reads what was pasted where connectors are searched',
    everyKind: true,
    of: of('paste/use-picker-paste.ts#reading'),
    route: 'connectionSmartPaste',
    begin: ({ go }) => go('/connections/new'),
    act: async ({ page }) => {
      await page.getByLabel('Search connectors').focus();
      await paste(page, curl);
    },
  },
  {
    name: 'renames a connection',
    of: of('rename/use-rename.ts#'),
    route: 'connectionPatch',
    begin: async (at) => {
      await openTab(at, 'Named', 'overview');
      await at.menu('Named', 'Rename and tag');
      await at.field('Name').fill('Renamed');
    },
    act: ({ button }) => button('Save').click(),
  },
  {
    name: 'disables a connection',
    everyKind: true,
    of: of('detail/switch-connection.tsx#change'),
    route: 'connectionDisable',
    begin: (at) => openTab(at, 'Switched', 'danger'),
    act: ({ button }) => button('Disable').click(),
  },
  {
    name: 'shares a personal connection',
    of: of('detail/shares.tsx#add'),
    route: 'sharePut',
    begin: async (at) => {
      await openTab(at, 'Shared', 'sharing', 'personal');
      await at.page.getByLabel('Share with').selectOption('Everyone in the project');
    },
    act: ({ button }) => button('Share use-only').click(),
  },
  {
    name: 'stops sharing',
    of: of('detail/shares.tsx#remove'),
    route: 'shareDelete',
    begin: async (at) => {
      const id = await connect(at, 'Unshared', 'personal');
      await at.host.api.call('sharePut', { params: { id, userId: 'everyone' } });
      await at.go(`/connections/${id}?tab=sharing`);
    },
    act: ({ button }) => button('Stop sharing with Everyone in the project').click(),
  },
  {
    name: 'restricts a connection',
    of: of('detail/restrictions.tsx#save'),
    route: 'connectionPatch',
    begin: async (at) => {
      await openTab(at, 'Restricted', 'sharing');
      await at.page.getByRole('combobox', { name: 'Only in these nodes' }).fill('HTTP');
      await at.page.getByRole('option', { name: 'HTTP Request' }).click();
      await at.page.keyboard.press('Escape');
    },
    act: ({ button }) => button('Save restrictions').click(),
  },
  {
    name: 'replaces a connection',
    of: of('detail/replace-connection.tsx#replace'),
    route: 'connectionReplaceWith',
    begin: async (at) => {
      await connect(at, 'Successor');
      await openTab(at, 'Replaced', 'danger');
      await at.button('Replace…').click();
      await at.page.getByLabel('Use instead').selectOption('Successor');
    },
    act: ({ button }) => button('Replace it').click(),
  },
  {
    name: 'revokes a connection',
    of: of('detail/revoke-connection.tsx#revoke'),
    route: 'connectionRevoke',
    begin: async (at) => {
      await openTab(at, 'Revoked', 'danger');
      await at.button('Revoke').click();
    },
    act: ({ button }) => button('Revoke and destroy').click(),
  },
  {
    name: 'deletes a connection',
    of: of('detail/delete-connection.tsx#remove'),
    route: 'connectionDelete',
    begin: async (at) => {
      await openTab(at, 'Deleted', 'overview');
      await at.menu('Deleted', 'Delete');
    },
    act: ({ button }) => button('Delete connection').click(),
  },
  {
    name: 'tests new secrets',
    of: of('rotate/use-rotation.ts#trying'),
    route: 'connectionRotate',
    begin: (at) => rotating(at, 'Tried'),
    act: ({ button }) => button('Test the new values').click(),
  },
  {
    name: 'saves new secrets although they fail',
    of: of('rotate/use-rotation.ts#saving'),
    route: 'connectionRotate',
    begin: async (at) => {
      await rotating(at, 'Rotated');
      await at.button('Test the new values').click();
      await at.page.getByRole('heading', { name: 'The new secrets do not work' }).waitFor();
    },
    // It leads back to the fields, as when they are tested.
    without: 'a field that is wrong',
    act: ({ button }) => button('Save anyway').click(),
  },
  {
    name: 'rolls secrets back',
    of: of('detail/roll-back.tsx#rollBack'),
    route: 'connectionRollback',
    begin: async (at) => {
      const id = await connect(at, 'Rolled back');
      const body = { secrets: { authToken: 'canary-third' }, forceSave: true };
      await at.host.api.call('connectionRotate', { params: { id }, body });
      await at.go(`/connections/${id}?tab=history`);
      await at.button('Roll back to the secrets of version 1').click();
    },
    act: ({ button }) => button('Test & roll back').click(),
    last: 'stays undone',
  },
  {
    name: 'deletes several connections',
    of: of('bulk/use-bulk.ts#change'),
    route: 'connectionBulk',
    // The look before the deed has one more member.
    body: /^(?!.*dryRun)/,
    begin: async (at) => {
      await connect(at, 'One of them');
      await at.go('/connections?q=One');
      await at.page.getByRole('checkbox', { name: 'Select One of them' }).check();
      await at.page
        .getByRole('region', { name: 'Selected connections' })
        .getByRole('button', { name: 'Delete' })
        .click();
      await at.button('Delete 1 connection').and(at.page.locator(':enabled')).waitFor();
    },
    act: ({ button }) => button('Delete 1 connection').click(),
  },
  {
    name: 'exports connections',
    of: of('transfer/export-dialog.tsx#save'),
    route: 'connectionExportSealed',
    begin: async ({ go, menu, page }) => {
      await go('/connections');
      await menu('connections', 'Export…');
      await page.getByLabel('Secrets too, encrypted with a passphrase').check();
      await page.getByLabel('Passphrase', { exact: true }).fill('a long passphrase');
      await page.getByLabel('Passphrase again').fill('a long passphrase');
    },
    act: ({ button }) => button('Export').click(),
  },
  {
    name: 'looks at what an import does',
    of: of('transfer/use-import.ts#plan'),
    route: 'connectionImportPlan',
    begin: importing,
    act: ({ button }) => button('Show what happens').click(),
  },
  {
    name: 'imports',
    of: of('transfer/use-import.ts#write'),
    route: 'connectionImport',
    begin: async (at) => {
      await importing(at);
      await at.button('Show what happens').click();
    },
    act: ({ button }) => button('Import 1 connection').click(),
  },
];
