import assert from 'node:assert/strict';
import type { PatternCreate } from '@patchbay/contracts';
import type { RunningHost } from './host-process.js';
import type { planting } from './planting.js';

/** Runs that wait for callers who must show what a connection says: shown wrongly, and then rightly. */
export async function callGuarded(
  host: RunningHost,
  { plant, plantHeader }: ReturnType<typeof planting>,
): Promise<void> {
  const password = plant('callerPassword');
  const authorization = `Basic ${Buffer.from(`caller:${password}`).toString('base64')}`;
  await callThrough(host, 'basicAuth', { username: 'caller', password }, { authorization });
  const value = plantHeader('callerHeader');
  await callThrough(host, 'headerAuth', { name: 'X-Caller', value }, { 'x-caller': value });
}

type Kind = 'basicAuth' | 'headerAuth';

async function callThrough(
  { api, url }: RunningHost,
  kind: Kind,
  config: Record<string, string>,
  headers: Record<string, string>,
): Promise<void> {
  const type = kind === 'basicAuth' ? 'basic_auth' : 'header_auth';
  const { id: caller } = await api.call('connectionCreate', { body: { name: kind, type, config } });
  await api.call('connectionTest', { params: { id: caller } });
  const pattern = await api.call('patternCreate', { body: patternOf(kind, caller) });
  const { id } = await api.call('patternRun', { params: { id: pattern.id }, body: { wait: true } });
  const { steps } = await api.call('runGet', { params: { id } });
  const given = steps.find(({ nodeId }) => nodeId === 'u')?.outputs['main']?.[0]?.json['url'];
  const address = new URL(new URL(String(given)).pathname, url);
  assert.ok((await fetch(address)).status >= 401, kind);
  const answer = await fetch(address, { headers });
  assert.equal(answer.status, 200, `${kind}: ${await answer.text()}`);
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
