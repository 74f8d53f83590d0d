import type { ConnectionSummary, SecretHistoryEntry } from '@patchbay/contracts';
import { PatchbayError, type ProblemCode } from '@patchbay/errors';
import type { Answer, Api } from '../spec/api.js';
import type { Installation } from './killed-operations.spec.support.js';

/**
 * The operations by requests to a whole host.
 * @param target address of a server that takes every login
 */
export function requestsTo(api: Api, target: string): Installation {
  const configOf = (name: string, password: string) => ({
    ...{ baseUrl: `${target}/${name}`, authType: 'basic' },
    ...{ username: 'reader', password },
  });
  const ofLines = (text: string) => ({ format: 'urls', text });
  return {
    urlOf: (name, password) => `${target.replace('//', `//reader:${password}@`)}/${name}`,
    idOf: async (name) => (await connectionsOf(api)).get(name),
    create: (name, password) =>
      taken(api.post('/connections', { name, type: 'http', config: configOf(name, password) })),
    rotate: (id, password) => taken(api.post(`/connections/${id}/rotate`, { secrets: { password } })),
    rollBack: (id) => rollBack(api, id),
    delete: (id) => taken(api.delete(`/connections/${id}`)),
    planImport: async (lines) => ({
      digest: String((await taken(api.post('/connections/import/plan', ofLines(lines)))).body['digest']),
    }),
    import: (lines, digest) => taken(api.post('/connections/import', { ...ofLines(lines), digest })),
    rotateMasterKey: () => taken(api.post('/vault/rotate', {})),
    lease: (id) => taken(api.post(`/connections/${id}/test`)),
  };
}

/** Of every connection the id, by its name. */
export async function connectionsOf(api: Api): Promise<Map<string, string>> {
  const { body } = await taken(api.get('/connections'));
  return new Map((body['items'] as ConnectionSummary[]).map(({ name, id }) => [name, id]));
}

/** To the last entry of its history; false when there is none. */
export async function rollBack(api: Api, id: string): Promise<boolean> {
  const { body } = await taken(api.get(`/connections/${id}/secret-history`));
  const [last] = body['items'] as SecretHistoryEntry[];
  if (last !== undefined) await taken(api.post(`/connections/${id}/rollback/${last.id}`));
  return last !== undefined;
}

/** @throws PatchbayError the problem that was answered */
export async function taken(asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked;
  if (answer.status < 300) return answer;
  throw new PatchbayError(answer.body['code'] as ProblemCode, answer.text);
}
