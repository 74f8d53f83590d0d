import { createClient, type Transport } from '@patchbay/contracts';
import { chosenProject } from './project.js';

/** Kept in memory only: a page load asks for it again, so that no storage holds it. */
let csrfToken: string | undefined;

export function rememberCsrfToken(token: string | undefined): void {
  csrfToken = token;
}

const transport: Transport = async ({ method, path, headers, body, signal }) => {
  const answer = await fetch(path, {
    method,
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
  });
  return { status: answer.status, text: await answer.text() };
};

/** The session is an HttpOnly cookie; script never sees it. */
export const api = createClient(transport, (): Record<string, string> => {
  const project = chosenProject();
  return {
    ...(csrfToken === undefined ? {} : { 'x-patchbay-csrf': csrfToken }),
    ...(project === undefined ? {} : { 'x-patchbay-project': project }),
  };
});
