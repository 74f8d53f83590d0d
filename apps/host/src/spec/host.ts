import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Role } from '@patchbay/contracts';
import type { HostApp } from '../bootstrap/create-app.js';
import { openFront } from '../bootstrap/front.js';
import { Shutdown } from '../bootstrap/shutdown.js';
import { startHost } from '../bootstrap/start-host.js';
import { readConfig } from '../config/read-config.js';
import { insertRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import { projectMemberTable, projectTable } from '../projects/project.table.js';
import { SessionService } from '../users/session.service.js';
import { userTable } from '../users/user.table.js';
import { apiOf, type Api } from './api.js';
import { cleanUp } from './clean-up.js';
import { freshLocation, type StoreKind } from './stores.js';
import { temporaryDirectory } from './temporary.js';

export const founder = { email: 'founder@example.org', password: 'correct horse battery', name: 'Founder' };

/** A host with real runners in this process, behind a real port. */
export interface SpecHost {
  url: string;
  home: string;
  app: HostApp;
  store: Store;
  /** As nobody. */
  anonymous: Api;
  /** As the first user, an administrator of the default project. */
  admin: Api;
  projectId: string;
  /** A further user with this role, in the default project unless another is named. */
  addUser(role: Role, projectId?: string): Promise<{ api: Api; id: string }>;
  addProject(): Promise<string>;
  /** As this user, without a login: those are counted. */
  enterAs(userId: string): Promise<Api>;
  stop(): Promise<readonly string[]>;
}

/** Starts on fresh data unless `home` is one of an earlier host; stopped when the spec is over. */
export async function startSpecHost({
  kind = 'sqlite',
  home = temporaryDirectory(),
  env = {},
}: { kind?: StoreKind; home?: string; env?: Record<string, string> } = {}): Promise<SpecHost> {
  const { config, handedOver } = readConfig({
    ...settingsBelow(home),
    ...(await storeSetting(kind)),
    ...env,
  });
  const shutdown = new Shutdown();
  cleanUp(() => shutdown.run());
  const front = await openFront(config);
  shutdown.on('close', 'the front', () => void front.server.close());
  const app = await startHost({ config, handedOver, front, shutdown });
  const store = app.nest.get(Store);
  const anonymous = apiOf(front.url);
  const admin = await enter(anonymous);
  const project = await store.manager.findOneByOrFail(projectTable, { isDefault: true });
  return {
    url: front.url,
    home,
    app,
    store,
    anonymous,
    admin,
    projectId: project.id,
    addUser: (role, projectId = project.id) => addUser(app, front.url, role, projectId),
    addProject: () => addProject(store),
    enterAs: (userId) => enterAs(app, front.url, userId),
    stop: () => shutdown.run(),
  };
}

export function settingsBelow(home: string): Record<string, string> {
  return {
    PATCHBAY_DATA_DIR: join(home, 'data'),
    PATCHBAY_MASTER_KEY_FILE: join(home, 'keys', 'master.key'),
    PATCHBAY_PORT: '0',
    PATCHBAY_RUNNERS: '1',
  };
}

async function storeSetting(kind: StoreKind): Promise<Record<string, string>> {
  if (kind === 'sqlite') return {};
  const location = await freshLocation('postgres');
  return 'postgresUrl' in location ? { PATCHBAY_DATABASE_URL: location.postgresUrl } : {};
}

async function enter(anonymous: Api): Promise<Api> {
  const { email, password } = founder;
  const setUp = await anonymous.post('/setup', founder);
  const session = setUp.status === 201 ? setUp : await anonymous.post('/auth/login', { email, password });
  return anonymous.with({ authorization: `Bearer ${String(session.body['token'])}` });
}

async function addProject(store: Store): Promise<string> {
  const id = randomUUID();
  await store.transaction((manager) =>
    insertRows(manager, projectTable, { id, name: 'Other', isDefault: false, createdAt: now() }),
  );
  return id;
}

async function addUser(
  app: HostApp,
  url: string,
  role: Role,
  projectId: string,
): Promise<{ api: Api; id: string }> {
  const id = randomUUID();
  const email = `${id}@example.org`;
  const user = {
    id,
    email,
    emailKey: email,
    name: role,
    passwordHash: '',
    disabled: false,
    instanceRole: 'member' as const,
    createdAt: now(),
  };
  await app.nest.get(Store).transaction(async (manager) => {
    await insertRows(manager, userTable, user);
    await insertRows(manager, projectMemberTable, { projectId, userId: id, role, createdAt: now() });
  });
  return { api: await enterAs(app, url, id), id };
}

async function enterAs({ nest }: HostApp, url: string, userId: string): Promise<Api> {
  const sessions = nest.get(SessionService, { strict: false });
  const { token } = await nest.get(Store).transaction((manager) => sessions.begin(userId, manager));
  return apiOf(url).with({ authorization: `Bearer ${token}` });
}
