import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import type { PatternCreate } from '@patchbay/contracts';
import type { RunningHost } from './host-process.js';
import type { planting } from './planting.js';

/** Runs that wait, and webhooks, for callers who must show what a connection says: shown wrongly, and then rightly. */
export async function callGuarded(
  host: RunningHost,
  { plant, plantHeader }: ReturnType<typeof planting>,
): Promise<void> {
  const password = plant('callerPassword');
  const authorization = `Basic ${Buffer.from(`caller:${password}`).toString('base64')}`;
  await callThrough(host, 'basicAuth', { username: 'caller', password }, { authorization });
  const value = plantHeader('callerHeader');
  await callThrough(host, 'headerAuth', { name: 'X-Caller', value }, { 'x-caller': value });
  const secret = plant('callerKey');
  const content = `${encoded({ alg: 'HS256' })}.${encoded({ sub: 'caller' })}`;
  const signature = createHmac('sha256', secret).update(content).digest('base64url');
  await callThrough(host, 'jwtAuth', { secret }, { authorization: `Bearer ${content}.${signature}` });
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

const connectorOf = { basicAuth: 'basic_auth', headerAuth: 'header_auth', jwtAuth: 'jwt_auth' } as const;
type Kind = keyof typeof connectorOf;

async function callThrough(
  host: RunningHost,
  kind: Kind,
  config: Record<string, string>,
  headers: Record<string, string>,
): Promise<void> {
  const { api } = host;
  const type = connectorOf[kind];
  const { id: caller } = await api.call('connectionCreate', { body: { name: kind, type, config } });
  await api.call('connectionTest', { params: { id: caller } });
  const pattern = await api.call('patternCreate', { body: patternOf(kind, caller) });
  const { id } = await api.call('patternRun', { params: { id: pattern.id }, body: { wait: true } });
  const { steps } = await api.call('runGet', { params: { id } });
  const given = steps.find(({ nodeId }) => nodeId === 'u')?.outputs['main']?.[0]?.json['url'];
  const address = new URL(new URL(String(given)).pathname, host.url);
  await callBothWays(host, address, 'GET', headers);
  const hook = await api.call('patternCreate', { body: hookOf(kind, caller) });
  await api.call('patternPatch', { params: { id: hook.id }, body: { active: true } });
  await callBothWays(host, new URL(`/hooks/development/guarded-${kind}`, host.url), 'POST', headers);
}

async function callBothWays(
  { answers }: RunningHost,
  address: URL,
  method: string,
  headers: Record<string, string>,
): Promise<void> {
  // Almost right, and so almost the secret itself.
  const wrong = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `${value}.x`]));
  for (const [shown, isRight] of [
    [{}, false],
    [wrong, false],
    [headers, true],
  ] as const) {
    const answer = await fetch(address, { method, headers: shown });
    const head = JSON.stringify([...answer.headers]);
    answers.push(`${method} ${address.pathname} ${answer.status} ${head} ${await answer.text()}`);
    assert.equal(answer.status < 300, isRight, answers.at(-1));
  }
}

/** Its answer is the whole item: the canary reads answers, too. */
function hookOf(kind: Kind, caller: string): PatternCreate {
  const parameters = { path: `guarded-${kind}`, respond: 'whenDone', authentication: kind };
  const type = 'core.webhookTrigger';
  const node = { id: 'h', name: 'Hook', type, parameters, connections: { caller } };
  return { name: `Webhook guarded by ${kind}`, nodes: [node], edges: [] };
}

function patternOf(kind: Kind, caller: string): PatternCreate {
  const fields = [{ name: 'url', value: '={{ $run.resumeUrl }}' }];
  const nodes: PatternCreate['nodes'] = [
    { id: 's', name: 'Start', type: 'core.manualTrigger' },
    { id: 'u', name: 'Address', type: 'core.editFields', parameters: { fields } },
    {
      ...{ id: 'w', name: 'Wait', type: 'core.wait', connections: { caller } },
      parameters: { resume: 'webhook', respond: 'whenDone', authentication: kind },
    },
  ];
  const edge = (from: string, to: string) => ({
    from: { node: from, pin: 'main' },
    to: { node: to, pin: 'main' },
  });
  return { name: `Guarded by ${kind}`, nodes, edges: [edge('s', 'u'), edge('u', 'w')] };
}
