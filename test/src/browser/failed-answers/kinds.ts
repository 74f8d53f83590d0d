import type { Route } from 'playwright-core';

/** One way in which the answer to an action fails, and what the page has to say of it. */
export interface Kind {
  name: string;
  answer: (route: Route) => Promise<void>;
  words: RegExp;
  /** The answer has an id by which an administrator finds it. */
  hasId: boolean;
  /** Each action is tried with it. */
  isForAll: boolean;
  /** No answer comes at all. */
  isSilent: boolean;
}

export const requestId = 'req-4f1c99';

export const kinds: readonly Kind[] = [
  problem('a failure inside', 500, 'internal', 'The database did not answer. Try again.'),
  problem('a conflict', 409, 'conflict', 'Somebody else was faster. Look again.'),
  problem('a field that is wrong', 422, 'validation-failed', 'Some fields are not valid', [
    { pointer: '/nowhere', detail: 'holds what nobody takes' },
  ]),
  problem('a role that lacks it', 403, 'forbidden', 'Your role does not allow this any more.'),
  problem('a thing that is gone', 404, 'node-type-not-found', 'What it was about is not there.'),
  problem('too many requests', 429, 'rate-limited', 'Too many of these. Wait 20 seconds.'),
  page('a page of a proxy that is busy', 429, /answered 429.*Wait a little/),
  page('a page of a proxy before nothing', 502, /answered 502.*Try again in a moment/),
  page('a page of a network that wants a login', 200, /not one of Patchbay/),
  said('no way to the server', (route) => route.abort('connectionrefused'), /The server cannot be reached/),
  // The page waits for half a minute at least; `hurry` makes that short.
  {
    ...said('an answer that never comes', () => Promise.resolve(), /The server does not answer/),
    isSilent: true,
  },
];

/** Before a page is opened: what would wait for half a minute and longer, waits a moment while `hurried` is set. */
export const hurry = `(() => {
  const { setTimeout: wait } = window;
  window.setTimeout = (act, ms, ...rest) => wait(act, window.hurried && ms >= 30_000 ? 100 : ms, ...rest);
})()`;

type Errors = { pointer: string; detail: string }[];

function problem(name: string, status: number, code: string, detail: string, errors?: Errors): Kind {
  const told = { type: 'about:blank', title: detail, status, code, detail, requestId };
  return {
    name,
    answer: (route) =>
      route.fulfill({
        status,
        contentType: 'application/problem+json',
        headers: status === 429 ? { 'retry-after': '20' } : {},
        body: JSON.stringify(errors ? { ...told, errors } : told),
      }),
    words: errors ? /holds what nobody takes/ : literal(detail),
    hasId: errors === undefined,
    isForAll: status === 422,
    isSilent: false,
  };
}

function page(name: string, status: number, words: RegExp): Kind {
  const body = '<!doctype html><title>Gateway</title><script>window.ranHere = true</script>';
  return said(name, (route) => route.fulfill({ status, contentType: 'text/html', body }), words);
}

function said(name: string, answer: Kind['answer'], words: RegExp): Kind {
  return { name, answer, words, hasId: false, isForAll: false, isSilent: false };
}

function literal(text: string): RegExp {
  return new RegExp(text.replaceAll('.', '\\.'));
}
