import assert from 'node:assert/strict';
import type { Api } from '../spec/api.js';
import { chain, start } from '../spec/graphs.js';
import type { SpecHost } from '../spec/host.js';

interface World {
  host: SpecHost;
  /** Administrator of another project. */
  stranger: { api: Api; id: string };
  /** Administrator of the same project. */
  colleague: { api: Api; id: string };
}

/** An object of the first user: what stands in the path for it, and to whom it must look like a missing one. */
interface Fixture {
  ids: string[];
  to: Api[];
  /** It belongs to the project: whoever has the permission there finds it. */
  isShared?: boolean;
}

let count = 0;
const fresh = (): string => `matrix ${(count += 1)}`;
const http = { type: 'http', config: { baseUrl: 'https://example.invalid' } };

async function made(answer: ReturnType<Api['post']>): Promise<string> {
  const { status, body, text } = await answer;
  assert.ok(status === 201 || status === 200 || status === 202, text);
  return String(body['id']);
}

const connection = (host: SpecHost, more: object = {}): Promise<string> =>
  made(host.admin.post('/connections', { name: fresh(), ...http, ...more }));
const pattern = (host: SpecHost): Promise<string> =>
  made(host.admin.post('/patterns', { name: fresh(), ...chain(start) }));

async function secret(host: SpecHost): Promise<string> {
  const name = fresh().replace(' ', '_').toUpperCase();
  await made(host.admin.post('/secrets', { name }));
  return name;
}

/** How the objects are made that paths name, by the path up to the first parameter. */
export const fixtures: Readonly<Record<string, (world: World) => Promise<Fixture[]>>> = {
  // One of the project to a stranger; a personal one to a colleague too, also where his runs may use it.
  '/connections/:id': async ({ host, stranger, colleague }) => [
    { ids: [await connection(host)], to: [stranger.api], isShared: true },
    { ids: [await connection(host, { scope: 'personal' })], to: [stranger.api, colleague.api] },
    { ids: [await lent(host, colleague.id)], to: [stranger.api, colleague.api] },
  ],
  '/connections/:id/replace-with/:otherId': async ({ host, stranger }) => [
    { ids: [await connection(host), await connection(host)], to: [stranger.api], isShared: true },
  ],
  '/connections/:id/rollback/:historyId': async ({ host, stranger, colleague }) => [
    { ids: [await rotated(host)].flat(), to: [stranger.api, colleague.api] },
  ],
  '/connections/:id/shares/:userId': async ({ host, stranger, colleague }) => [
    { ids: [await connection(host, { scope: 'personal' }), colleague.id], to: [stranger.api, colleague.api] },
  ],
  '/patterns/:id': async ({ host, stranger }) => [
    { ids: [await pattern(host)], to: [stranger.api], isShared: true },
  ],
  '/runs/:id': async ({ host, stranger }) => [
    {
      ids: [await made(host.admin.post(`/patterns/${await pattern(host)}/run`, { wait: true }))],
      to: [stranger.api],
      isShared: true,
    },
  ],
  '/runs/:id/files/:fileId': async ({ host, stranger }) => [
    {
      ids: [await made(host.admin.post(`/patterns/${await pattern(host)}/run`, { wait: true })), 'missing'],
      to: [stranger.api],
    },
  ],
  '/secrets/:name': async ({ host, stranger }) => [
    { ids: [await secret(host)], to: [stranger.api], isShared: true },
  ],
  // Setting a value makes the secret where there is none, also in the stranger's own project.
  '/secrets/:name/values/:environment': async ({ host }) => [
    { ids: [await secret(host), 'development'], to: [] },
  ],
  '/environments/:name': async ({ host, stranger }) => {
    const name = fresh().replace(' ', '-');
    await made(host.admin.post('/environments', { name }));
    return [{ ids: [name], to: [stranger.api], isShared: true }];
  },
  '/projects/:id': async ({ host, stranger, colleague }) => [
    { ids: [await made(host.admin.post('/projects', { name: fresh() }))], to: [stranger.api, colleague.api] },
  ],
  '/projects/:id/members/:userId': async ({ host, stranger, colleague }) => {
    const id = await made(host.admin.post('/projects', { name: fresh() }));
    const { status } = await host.admin.post(`/projects/${id}/members`, {
      userId: stranger.id,
      role: 'viewer',
    });
    assert.equal(status, 201);
    return [{ ids: [id, stranger.id], to: [colleague.api] }];
  },
  '/auth/sessions/:id': async ({ host, stranger, colleague }) => {
    const me = (await host.admin.get('/auth/me')).body['user'] as { id: string };
    const other = await host.enterAs(me.id);
    const sessions = JSON.parse((await other.get('/auth/sessions')).text) as {
      id: string;
      current: boolean;
    }[];
    return [{ ids: [sessions.find(({ current }) => current)?.id ?? ''], to: [stranger.api, colleague.api] }];
  },
  '/tokens/:id': async ({ host, stranger, colleague }) => [
    {
      ids: [await made(host.admin.post('/tokens', { name: fresh(), scopes: ['admin'] }))],
      to: [stranger.api, colleague.api],
    },
  ],
  // Those who may look at users at all may look at every one.
  '/users/:id': async ({ host }) => [{ ids: [(await host.addUser('viewer')).id], to: [] }],
  // The catalog is the same for everybody.
  '/connectors/:type': async () => [{ ids: ['http'], to: [] }],
};

/** A personal connection that somebody’s runs may use, and he may not see. */
async function lent(host: SpecHost, userId: string): Promise<string> {
  const id = await connection(host, { scope: 'personal' });
  const { status, text } = await host.admin.send('PUT', `/connections/${id}/shares/${userId}`);
  assert.ok(status < 300, text);
  return id;
}

async function rotated(host: SpecHost): Promise<string[]> {
  const config = { ...http.config, authType: 'bearer', authToken: 'first-token' };
  const id = await connection(host, { config, scope: 'personal' });
  const rotate = await host.admin.post(`/connections/${id}/rotate`, {
    secrets: { authToken: 'second-token' },
    forceSave: true,
  });
  const historyId = (rotate.body['rotation'] as { historyId: string } | undefined)?.historyId;
  assert.ok(historyId, rotate.text);
  return [id, historyId];
}

/** Which fixture a path wants: the whole path when it names two objects, else up to the first. */
export function objectOf(path: string): string {
  if (Object.hasOwn(fixtures, path)) return path;
  return path.slice(0, path.search(/:\w+/)) + (/:\w+/.exec(path)?.[0] ?? '');
}

/** A body that passes the schema, by the name of the route; without one none is sent. */
export const bodies: Readonly<Record<string, object>> = {
  mePatch: { name: 'Matrix' },
  passwordChange: { currentPassword: 'x', password: 'x' },
  userCreate: { email: 'not an address', name: '' },
  userPatch: { name: 'Matrix' },
  tokenCreate: { name: 'n', scopes: ['admin'] },
  projectCreate: { name: 'Matrix' },
  projectPatch: { name: 'Matrix' },
  memberAdd: { userId: 'missing', role: 'viewer' },
  memberPatch: { role: 'viewer' },
  connectionCreate: { name: '', type: 'http', config: {} },
  connectionTestUnsaved: { type: 'no-such-type', config: {} },
  connectionPatch: { description: 'Matrix' },
  connectionRotate: { secrets: { authToken: 'x' }, dryRun: true },
  connectionDuplicate: { name: 'Matrix copy', config: {} },
  connectionExportSealed: {},
  patternCreate: { name: '', nodes: [], edges: [] },
  patternImport: { format: 'patchbay-pattern', version: 1, name: '', nodes: [], edges: [] },
  patternPatch: { description: 'Matrix' },
  patternRun: { wait: true },
  connectionNotify: { subject: 'Matrix', bodyText: '', severity: 'info', source: '' },
  connectionSendMessage: { to: 'x', body: 'x' },
  secretPatch: { description: 'Matrix' },
  secretValueSet: { value: 'matrix-value' },
};
