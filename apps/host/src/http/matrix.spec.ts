import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { routes, scopes, type Permission, type Role, type Route } from '@patchbay/contracts';
import { roleAllows, roles } from '@patchbay/contracts';
import type { Answer, Api } from '../spec/api.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';
import { bodies, fixtures, objectOf } from './matrix.spec.support.js';
import { undeclaredRoutes } from './registered-routes.js';

const table = Object.entries<Route>(routes);
const missing = 'missing';

/** The rows of the matrix: who calls. `may` says whether the permission alone lets him. */
interface Who {
  name: string;
  api: Api;
  status?: 401;
  may(route: Route): boolean;
}

for (const kind of storeKinds) {
  describe(`Every route and everybody on ${kind}`, () => {
    let host: SpecHost;
    let callers: Who[];
    before(async () => {
      host = await startSpecHost({ kind });
      callers = await everybody(host);
    });

    const send = (api: Api, route: Route, path: string, name: string): Promise<Answer> => {
      if (route.method === 'GET' || route.method === 'DELETE') return api.send(route.method, path);
      const body = Object.hasOwn(bodies, name) ? bodies[name] : undefined;
      const headers = { 'content-type': 'application/json' };
      return body === undefined
        ? api.send(route.method, path)
        : api.send(route.method, path, JSON.stringify(body), headers);
    };
    const isFound = async (
      who: Pick<Who, 'api' | 'name'>,
      [name, route]: readonly [string, Route],
      ids: readonly string[],
    ) => {
      const none = await send(who.api, route, pathWith(route, [missing, missing]), name);
      const own = await send(who.api, route, pathWith(route, ids), name);
      assert.ok(![401, 403, 500].includes(own.status), `${who.name} ${name} ${own.status} ${own.text}`);
      assert.notDeepEqual(shapeOf(own), shapeOf(none), `${who.name} ${name} ${own.text}`);
    };
    const fill = (route: Route, id: string) =>
      route.path.replaceAll(/:\w+/g, (name) => (name === ':id' ? id : missing));

    // First, while no limit of attempts is used up.
    it('agree: nobody sets what the contract does not name', async () => {
      const planted = [
        'id',
        'ownerId',
        'projectId',
        'passwordHash',
        'createdAt',
        'isDefault',
        'quarantined',
        'userId',
      ];
      for (const [name, route] of table) {
        if (route.body === undefined) continue;
        const known = Object.keys((route.body.properties ?? {}) as object);
        const members = planted.filter((member) => !known.includes(member));
        const body = {
          ...(Object.hasOwn(bodies, name) ? bodies[name] : {}),
          ...Object.fromEntries(members.map((member) => [member, 'x'])),
        };
        const path = fill(route, route.projectFrom === 'path' ? host.projectId : missing);
        const answer = await host.admin.send(route.method, path, JSON.stringify(body), {
          'content-type': 'application/json',
        });
        assert.deepEqual(
          [answer.status, answer.body['code']],
          [400, 'unknown-member'],
          `${name} ${answer.text}`,
        );
        const named = (answer.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
        for (const member of members) assert.ok(named.includes(`/${member}`), `${name} ${member}`);
      }
    });

    it('agree: who lacks the permission is refused before anything is looked up', async () => {
      for (const [name, route] of table) {
        if (route.permission === 'public') continue;
        // The one whose path names a project asks for the permission there, so it must exist.
        const id = route.projectFrom === 'path' ? host.projectId : missing;
        const check = async (who: Who) => {
          const { status, text } = await send(who.api, route, fill(route, id), name);
          const expected = who.status ?? (isOutside(who, route) ? 404 : 403);
          assert.equal(status, expected, `${who.name} ${name} ${text}`);
        };
        await Promise.all(callers.filter((who) => !who.may(route)).map(check));
      }
    });

    it('agree: who has it is not refused for want of it', async () => {
      for (const [name, route] of table) {
        if (ending.includes(name) || route.stream === true) continue;
        const check = async (who: Who) => {
          const { status, text } = await send(who.api, route, fill(route, missing), name);
          assert.ok(![401, 403, 500].includes(status), `${who.name} ${name} ${status} ${text}`);
        };
        await Promise.all(callers.filter((who) => who.may(route) && who.status === undefined).map(check));
      }
    });

    it('agree: foreign objects look exactly like missing ones, and own ones are found', async () => {
      const nothing = (route: Route) => pathWith(route, [missing, missing]);
      const stranger = await host.addUser('admin', await host.addProject());
      const colleague = await host.addUser('admin');
      for (const [name, route] of table) {
        if (!route.path.includes(':') || route.stream === true) continue;
        const kind = objectOf(route.path);
        const fixture = Object.hasOwn(fixtures, kind) ? fixtures[kind] : undefined;
        assert.ok(fixture, `${name}: say in matrix.spec.support.ts how a "${kind}" is made`);
        const world = { host, stranger, colleague };
        const objects = await fixture(world);
        for (const { ids, to } of objects) {
          for (const outsider of to) {
            const foreign = await send(outsider, route, pathWith(route, ids), name);
            const none = await send(outsider, route, nothing(route), name);
            assert.deepEqual(shapeOf(foreign), shapeOf(none), `${name} ${foreign.text}`);
            assert.equal(foreign.status, 404, `${name} ${foreign.text}`);
          }
          await isFound({ name: 'its owner', api: host.admin }, [name, route], ids);
        }
        if (!objects.some(({ isShared }) => isShared)) continue;
        for (const who of members(callers, route)) {
          // Anew for each, since a route may have taken away what it found.
          const shared = (await fixture(world)).filter(({ isShared }) => isShared);
          for (const { ids } of shared) await isFound(who, [name, route], ids);
        }
      }
    });

    it('agree: what answers is in the table, and what is in the table answers', async () => {
      assert.deepEqual(undeclaredRoutes(['GET /api/forgotten', 'HEAD /api/connections', 'GET /*']), [
        'GET /api/forgotten',
      ]);
      for (const [name, route] of table) {
        if (route.stream === true || ending.includes(name)) continue;
        const { body } = await send(host.anonymous, route, fill(route, missing), name);
        assert.notEqual(body['code'], 'not-found', name);
      }
    });
  });
}

/** Those with a role in the project, and the permission; its owner is an administrator. */
function members(callers: readonly Who[], route: Route): Who[] {
  const isMember = ({ name }: Who) => name !== 'admin' && roles.some((role) => role === name);
  return callers.filter((who) => isMember(who) && who.may(route));
}

/** They end the session that the matrix goes on with. */
const ending = ['logout', 'sessionsEndOthers', 'passwordChange'];

async function everybody(host: SpecHost): Promise<Who[]> {
  const none = await host.addUser('viewer');
  const disabled = await host.addUser('admin');
  await host.store.dataSource.query(`DELETE FROM project_members WHERE "userId" = '${none.id}'`);
  await host.store.dataSource.query(`UPDATE users SET disabled = true WHERE id = '${disabled.id}'`);
  const members = await Promise.all(
    roles.map(async (role) => memberOf(role, (await host.addUser(role)).api)),
  );
  return [
    { name: 'nobody', api: host.anonymous, status: 401, may: () => false },
    { name: 'somebody disabled', api: disabled.api, status: 401, may: () => false },
    { name: 'somebody in no project', api: none.api, may: ({ permission }) => isForAll(permission) },
    ...members,
    { name: 'an administrator of the installation', api: host.admin, may: () => true },
    ...(await Promise.all(scopes.map(async (scope) => tokenOf(scope, host)))),
  ];
}

function memberOf(role: Role, api: Api): Who {
  return {
    name: role,
    api,
    may: ({ permission }) => permission === 'session' || roleAllows(role, permission),
  };
}

async function tokenOf(scope: string, host: SpecHost): Promise<Who> {
  const { body, text } = await host.admin.post('/tokens', { name: `only ${scope}`, scopes: [scope] });
  assert.ok(body['token'], text);
  const api = host.anonymous.with({ authorization: `Bearer ${String(body['token'])}` });
  return {
    name: `a token with ${scope}`,
    api,
    may: ({ permission }) => [scope, 'authenticated'].includes(permission),
  };
}

function isForAll(permission: Permission): boolean {
  return permission === 'authenticated' || permission === 'session';
}

/** To somebody who is not in the project that the path names there is no such project. */
function isOutside({ name }: Who, { projectFrom }: Route): boolean {
  return projectFrom === 'path' && name === 'somebody in no project';
}

function pathWith({ path }: Route, ids: readonly string[]): string {
  let next = 0;
  return path.replaceAll(/:\w+/g, () => ids[next++] ?? missing);
}

function shapeOf({ status, headers, body }: Answer): object {
  const { requestId: _, ...rest } = body;
  return { status, type: headers.get('content-type'), body: rest };
}
