import assert from 'node:assert/strict';
import type { RunningHost } from './host-process.js';
import type { planting } from './planting.js';

/** What lets somebody in: an API token, the link by which a password is chosen, that password, and his session. */
export async function plantLogins(
  host: RunningHost,
  secrets: Map<string, string>,
  { plant }: ReturnType<typeof planting>,
): Promise<void> {
  const apiToken = await spoken(host, '/tokens', { name: 'Planted', scopes: ['connector.read'] });
  secrets.set('apiToken', String(apiToken['token']));
  await host.as(String(apiToken['token'])).call('connectionList', {});
  const email = 'planted@example.org';
  const user = await spoken(host, '/users', { email, name: 'Planted' });
  const { token } = user['passwordLink'] as { token: string };
  secrets.set('passwordLink', token);
  const password = plant('chosenPassword');
  await spoken(host, '/auth/password-link', { token, password });
  const session = await spoken(host, '/auth/login', { email, password });
  secrets.set('session', String(session['token']));
  const { user: me } = await host.as(String(session['token'])).call('me', {});
  assert.equal(me.email, email);
  const again = await post(host, '/auth/password-link', { token, password });
  assert.equal(again.status, 404, 'a link works once');
}

/** These answers say the secret once, to whoever asked for it; they are not kept with the others. */
async function spoken(host: RunningHost, path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await post(host, path, body);
  const text = await answer.text();
  assert.ok(answer.ok, `${path}: ${answer.status}`);
  return JSON.parse(text === '' ? '{}' : text) as Record<string, unknown>;
}

function post(host: RunningHost, path: string, body: object): Promise<Response> {
  const headers = { authorization: `Bearer ${host.token}`, 'content-type': 'application/json' };
  return fetch(`${host.url}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}
