import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { routes, type Route } from '@patchbay/contracts';
import { Controller, Get, type Type } from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { AuditService } from '../audit/audit.service.js';
import { founder, startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';
import { SessionReader } from '../users/session-reader.js';
import { AccessGuard } from './access.guard.js';
import { RateLimits } from './rate-limits.js';
import { undeclaredHandlers } from './undeclared-routes.js';

const pathOf = (route: Route) => route.path.replaceAll(/:\w+/g, 'missing');
const call = (api: SpecHost['admin'], route: Route) =>
  route.method === 'GET' || route.method === 'DELETE'
    ? api.send(route.method, pathOf(route))
    : api.send(route.method, pathOf(route), '{}', { 'content-type': 'application/json' });

for (const kind of storeKinds) {
  describe(`Access on ${kind}`, () => {
    let host: SpecHost;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    it('is denied on every route that is not public when nobody is logged in', async () => {
      for (const [name, route] of Object.entries(routes) as [string, Route][]) {
        if (route.permission === 'public') continue;
        const { status, headers } = await call(host.anonymous, route);
        assert.equal(status, 401, name);
        assert.equal(headers.get('www-authenticate'), 'Bearer');
      }
    });

    it('is not to be had with a made-up or an ended session', async () => {
      const wrong = host.anonymous.with({ authorization: 'Bearer made-up' });
      assert.equal((await wrong.get('/auth/me')).status, 401);
      const { api } = await host.addUser('viewer');
      assert.equal((await api.get('/auth/me')).status, 200);
      assert.equal((await api.post('/auth/logout')).status, 204);
      assert.equal((await api.get('/auth/me')).status, 401);
    });

    it('ends with the session, and when the user is disabled', async () => {
      const { api, id } = await host.addUser('viewer');
      await host.store.dataSource.query(
        `UPDATE sessions SET "expiresAt" = '2020-01-01T00:00:00.000Z' WHERE "userId" = '${id}'`,
      );
      assert.equal((await api.get('/auth/me')).status, 401);
      const other = await host.addUser('viewer');
      await host.store.dataSource.query(`UPDATE users SET disabled = true WHERE id = '${other.id}'`);
      assert.equal((await other.api.get('/auth/me')).status, 401);
    });

    it('lets foreign projects look like missing ones', async () => {
      const { api } = await host.addUser('admin', await host.addProject());
      const { body } = await host.admin.post('/connections', {
        name: 'mine',
        type: 'http',
        config: { baseUrl: 'https://example.org' },
      });
      // The sample's pattern, and what was made above.
      for (const list of ['/patterns', '/connections']) {
        assert.deepEqual((await api.get(list)).body['items'], [], list);
        assert.notDeepEqual((await host.admin.get(list)).body['items'], [], list);
      }
      for (const id of [String(body['id']), 'missing']) {
        assert.equal((await api.get(`/connections/${id}`)).body['code'], 'connection-not-found');
        assert.equal((await api.delete(`/connections/${id}`)).body['code'], 'connection-not-found');
      }
      for (const project of [host.projectId, 'missing']) {
        const answer = await api.with({ 'x-patchbay-project': project }).get('/connections');
        assert.deepEqual([answer.status, answer.body['code']], [404, 'project-not-found']);
      }
    });

    it('needs the CSRF token with a cookie, unless nothing is changed', async () => {
      const { email, password } = founder;
      const login = await host.anonymous.post('/auth/login', { email, password });
      const cookie = login.headers.get('set-cookie') ?? '';
      assert.match(cookie, /^patchbay_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax;/);
      const browser = host.anonymous.with({ cookie: cookie.split(';')[0] ?? '' });
      const me = await browser.get('/auth/me');
      assert.equal(me.status, 200);
      assert.equal((await browser.post('/auth/logout')).body['code'], 'csrf-token-invalid');
      assert.equal((await browser.with({ 'x-patchbay-csrf': 'guessed' }).post('/auth/logout')).status, 403);
      const token = String(me.body['csrfToken']);
      assert.equal((await browser.with({ 'x-patchbay-csrf': token }).post('/auth/logout')).status, 204);
    });

    it('is refused to forms and pages of other sites, on public routes too', async () => {
      const foreign = host.anonymous.with({ origin: 'https://evil.example' });
      assert.equal((await foreign.post('/auth/login', founder)).body['code'], 'csrf-token-invalid');
      const form = await host.anonymous.send('POST', '/auth/login', 'email=a', {
        'content-type': 'application/x-www-form-urlencoded',
      });
      assert.deepEqual([form.status, form.body['code']], [415, 'unsupported-media-type']);
      assert.equal(
        (await host.anonymous.send('POST', '/auth/login', '{}', { 'content-type': 'text/plain' })).status,
        415,
      );
    });

    it('tells administrators alone how the machine is defended', async () => {
      assert.ok((await host.admin.get('/health/ready')).body['vault']);
      for (const api of [host.anonymous, (await host.addUser('designer')).api]) {
        const { body, text } = await api.get('/health/ready');
        assert.deepEqual(Object.keys(body), ['status', 'checks']);
        assert.doesNotMatch(text, /detail|fingerprint/);
      }
    });

    it('leaves a trace where it is denied', async () => {
      const { api, id } = await host.addUser('viewer');
      assert.equal((await api.get('/secrets')).status, 403);
      const { body } = await host.admin.get('/audit?action=access.denied');
      const [last] = body['items'] as { actor: string; details: object }[];
      const details = { method: 'GET', path: '/secrets', permission: 'secret.read' };
      assert.deepEqual([last?.actor, last?.details], [`user:${id}`, details]);
    });

    it('is denied to whatever declares no route', async () => {
      const part = <T>(type: Type<T>): T => host.app.nest.get(type, { strict: false });
      const guard = new AccessGuard(part(SessionReader), part(RateLimits), part(AuditService));
      const undeclared = new ExecutionContextHost([{}], Object, () => 'open to everybody');
      await assert.rejects(guard.canActivate(undeclared), { code: 'not-found' });
    });

    // Last: nobody else logs in from this address for a while.
    it('is limited in how often it may be asked for, by callers and by those who are nobody yet', async () => {
      for (const { api, route } of [
        { api: host.admin, route: routes.connectionExportSealed },
        { api: host.anonymous, route: routes.login },
      ]) {
        const codes: unknown[] = [];
        for (let count = 0; count <= route.rateLimit; count += 1)
          codes.push((await call(api, route)).body['code']);
        assert.deepEqual([codes[0] === 'rate-limited', codes.at(-1)], [false, 'rate-limited']);
      }
    });
  });
}

describe('A handler without a declared route', () => {
  it('is found at the start', () => {
    @Controller()
    class Careless {
      @Get('/api/careless')
      careless(): string {
        return 'open to everybody';
      }
    }
    assert.deepEqual(undeclaredHandlers(Careless), ['Careless.careless']);
  });
});
