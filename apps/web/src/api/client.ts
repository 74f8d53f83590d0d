import { createClient, type Transport } from '@patchbay/contracts';
import { chosenProject } from './project.js';
import { reaching } from './reaching.js';

/** Kept in memory only: a page load asks for it again, so that no storage holds it. */
let csrfToken: string | undefined;

export function rememberCsrfToken(token: string | undefined): void {
  csrfToken = token;
}

const transport: Transport = ({ method, path, headers, body, signal }) =>
  reaching(path, signal, async (limit, onBegun) => {
    const answer = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      signal: limit,
      ...(body === undefined ? {} : { body }),
    });
    onBegun();
    return { status: answer.status, text: await answer.text() };
  });

/** The session is an HttpOnly cookie; script never sees it. */
export const api = createClient(transport, (): Record<string, string> => {
  const project = chosenProject();
  return {
    ...(csrfToken === undefined ? {} : { 'x-patchbay-csrf': csrfToken }),
    ...(project === undefined ? {} : { 'x-patchbay-project': project }),
  };
});
