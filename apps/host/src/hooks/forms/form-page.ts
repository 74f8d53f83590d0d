import type { AwaitedForm } from '@patchbay/protocol';
import type { HookAnswer } from '../hook-reply.js';
import type { Entered } from './entered.js';
import { drawnField } from './form-fields.js';
import { html, pageAnswer } from './html.js';

/** The name under which a form proves that it is the one the run waits for. */
export const formTokenName = 'patchbay-form';

/** Works without script: what is wrong comes back at its field, with what was typed. */
export function formPage(form: AwaitedForm, formToken: string, entered: Entered, status = 200): HookAnswer {
  const { title, description, fields, button, completion } = form;
  const count = entered.errors.size;
  const wrong =
    count === 0 ? undefined : `${count === 1 ? 'One field needs' : `${count} fields need`} a look.`;
  const problem = entered.problem ?? wrong;
  const body = html`<h1>${title}</h1>
    ${description === '' ? undefined : html`<p class="soft">${description}</p>`}
    ${problem === undefined ? undefined : html`<p class="error" role="alert">${problem}</p>`}
    <form method="post" enctype="multipart/form-data">
      <input type="hidden" name="${formTokenName}" value="${formToken}" />
      ${fields.map((field, index) => drawnField(field, `field-${index}`, entered))}
      <button type="submit">${button}</button>
    </form>`;
  const leads = 'redirect' in completion ? { leadsTo: new URL(completion.redirect).origin } : {};
  return pageAnswer({ status, title, body, ...leads });
}

/** After it was sent. */
export function completionPage({ title, completion }: AwaitedForm): HookAnswer {
  if ('text' in completion) return wordsPage(200, title, completion.text);
  const answer = pageAnswer({ status: 303, title, body: html`<p>${completion.redirect}</p>` });
  return { ...answer, headers: { ...answer.headers, location: completion.redirect } };
}

/** Sends a browser on by GET. A policy against pages elsewhere does not hold for this host. */
export function leadingPage(title: string, address: string): HookAnswer {
  const answer = pageAnswer({ status: 303, title, body: html`<p>${address}</p>` });
  return { ...answer, headers: { ...answer.headers, location: address } };
}

/**
 * Sends a browser to where a pattern leads it. The page with the form names, for what it sends, this host alone, and
 * browsers hold that against a redirect, too: so this is a page of its own, which goes on by itself.
 */
export function awayPage(title: string, address: string): HookAnswer {
  const body = html`<h1>${title}</h1>
    <p><a href="${address}">${address}</a></p>`;
  const answer = pageAnswer({ status: 200, title, body });
  return { ...answer, headers: { ...answer.headers, refresh: `0;url=${address}` } };
}

/** Instead of a form; a request that can be looked up is named. */
export function wordsPage(status: number, title: string, words: string, requestId?: string): HookAnswer {
  const request = requestId === undefined ? undefined : html`<p class="soft">Request ${requestId}</p>`;
  const body = html`<h1>${title}</h1>
    <p role="status">${words}</p>
    ${request}`;
  return pageAnswer({ status, title, body });
}
