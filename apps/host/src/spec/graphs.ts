import assert from 'node:assert/strict';
import type { PatternCreate, PatternNode } from '@patchbay/contracts';
import type { Api } from './api.js';
import { postgresUrl } from './postgres-server.js';

export const start: PatternNode = { id: 'start', name: 'Start', type: 'core.manualTrigger' };

/** These nodes one after the other. */
export function chain(...nodes: readonly PatternNode[]): Omit<PatternCreate, 'name'> {
  const edges = nodes.slice(1).map((node, index) => ({
    from: { node: nodes[index]?.id ?? '', pin: 'main' },
    to: { node: node.id, pin: 'main' },
  }));
  return { nodes: [...nodes], edges };
}

export function sqlNode(
  connectionId: string,
  query: string,
  settings: PatternNode['settings'] = {},
): PatternNode {
  const connections = { database: connectionId };
  return { id: 'sql', name: 'SQL', type: 'core.sqlQuery', parameters: { query }, connections, settings };
}

export function editNode(value: unknown): PatternNode {
  const parameters = { fields: [{ name: 'value', value: value as string }] };
  return { id: 'edit', name: 'Edit', type: 'core.editFields', parameters };
}

/** A connection to the PostgreSQL server of the tests. */
export function createDatabase(api: Api, name: string): Promise<string> {
  return created(api.post('/connections', { name, type: 'postgresql', config: databaseConfig() }));
}

export function databaseConfig() {
  const { hostname: host, port, username, password, pathname } = new URL(postgresUrl());
  const login = { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  return { host, port: Number(port), ...login, database: pathname.slice(1), tls: 'off' };
}

let patterns = 0;

export function createPattern(api: Api, graph: Omit<PatternCreate, 'name'>): Promise<string> {
  return created(api.post('/patterns', { name: `Pattern ${(patterns += 1)}`, ...graph }));
}

async function created(answer: ReturnType<Api['post']>): Promise<string> {
  const { status, body, text } = await answer;
  assert.equal(status, 201, text);
  return String(body['id']);
}
