import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { routes } from '@patchbay/contracts';
import type { Page, Request } from 'playwright-core';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningHost } from '../support/host-process.js';
import type { Watched } from './browser.js';
import type { Action, Bench } from './failed-answers/action.js';
import { connectionActions } from './failed-answers/connection-actions.js';
import { hurry, type Kind, kinds, requestId } from './failed-answers/kinds.js';
import { type Kept, look } from './failed-answers/look.js';
import { patternActions } from './failed-answers/pattern-actions.js';
import { comings, goings } from './failed-answers/people-actions.js';
import { settingsActions } from './failed-answers/settings-actions.js';
import { actionsInSources } from './failed-answers/sources.js';
import { openSession, type BrowserSession } from './session.js';

const inside = [...connectionActions, ...patternActions, ...settingsActions, ...goings];

describe('a person whose action is answered by a failure', () => {
  let session: BrowserSession;
  let inner: Place;
  let outer: Place;

  before(async () => {
    session = await openSession({
      host: { env: { PATCHBAY_EXPORT_SECRETS: 'admin' } },
      page: { reducedMotion: 'reduce' },
    });
    const { host } = session;
    inner = await placeOf({ ...session, close: () => Promise.resolve() }, host);
    outer = await placeOf(await session.another({ reducedMotion: 'reduce' }, null), host);
  });
  after(() => session.end());

  it('has each action of the application in this walk', () => {
    const known = [...inside, ...comings].flatMap(({ of }) => of);
    assert.deepEqual([...new Set(known)].sort(), actionsInSources());
  });

  for (const [index, action] of comings.entries())
    it(`${action.name}: is told why, and loses nothing`, () => walk(outer, action, index));
  for (const [index, action] of inside.entries())
    it(`${action.name}: is told why, and loses nothing`, () => walk(inner, action, index));
});

/** A page, whose requests of one action fail in one way while that is wanted. */
interface Place {
  watched: Watched;
  host: RunningHost;
  failing: { now?: { action: Action; kind: Kind } | undefined };
}

async function placeOf(watched: Watched, host: RunningHost): Promise<Place> {
  const failing: Place['failing'] = {};
  await watched.page.addInitScript(hurry);
  await watched.page.route('**/api/**', (route) => {
    const { now } = failing;
    return now && isOf(now.action, route.request()) ? now.kind.answer(route) : route.fallback();
  });
  return { watched, host, failing };
}

async function walk({ watched, host, failing }: Place, action: Action, index: number): Promise<void> {
  const { page, complaints } = watched;
  const bench = benchOf(watched, host);
  await action.begin(bench);
  await watched.settled();
  const begun = (await look(page)).kept;
  const found: string[] = [];
  for (const kind of kindsFor(action, index)) {
    failing.now = { action, kind };
    await page.evaluate(`window.hurried = ${kind.isSilent}`);
    await action.act(bench);
    const wrong = await settledWrong(page, kind, begun);
    if (wrong !== '') found.push(`${kind.name}: ${wrong}`);
    failing.now = undefined;
  }
  assert.deepEqual([...found, ...complaints.splice(0)], []);
  if (action.last === 'stays undone') return;
  const answered = page.waitForResponse((answer) => isOf(action, answer.request()));
  await page.evaluate('window.hurried = false');
  await action.act(bench);
  const answer = await answered;
  assert.ok(answer.status() < 400 || answer.status() === 422, `answered ${await answer.text()}`);
}

/** All take the same way through the application but the one that fields show; each action gets that, and one of the others. */
function kindsFor({ everyKind = false, without }: Action, index: number): readonly Kind[] {
  const others = kinds.filter((kind) => !kind.isForAll);
  const [one] = others.slice(index % others.length);
  return kinds.filter((kind) => (everyKind || kind.isForAll || kind === one) && kind.name !== without);
}

/** What is wrong after a failure once the page is at rest; the empty text when nothing is. */
async function settledWrong(page: Page, kind: Kind, begun: Kept): Promise<string> {
  const deadline = Date.now() + patience;
  for (;;) {
    const { said, focused, kept } = await look(page);
    const wrong = [
      kind.words.test(said) ? '' : `says "${said}"`,
      kind.hasId && !said.includes(requestId) ? `lacks the id: "${said}"` : '',
      focused === '' ? 'has lost the focus' : '',
      differences(kept, begun),
    ].filter((each) => each !== '');
    if (wrong.length === 0 || Date.now() > deadline) return wrong.join('; ');
    await sleep(15);
  }
}

function differences(now: Kept, before: Kept): string {
  return Object.entries(before)
    .filter(([part, value]) => JSON.stringify(now[part as keyof Kept]) !== JSON.stringify(value))
    .map(
      ([part, value]) =>
        `${part} was ${JSON.stringify(value)} and is ${JSON.stringify(now[part as keyof Kept])}`,
    )
    .join('; ');
}

/** Milliseconds until what is still wrong counts as wrong. */
const patience = 15_000;

function isOf({ route: name, body = /^/ }: Action, request: Request): boolean {
  const { method, path } = routes[name];
  const pattern = `^/api${path.replaceAll(/:[a-zA-Z]+/g, '[^/]+')}$`;
  const isRoute = request.method() === method && new RegExp(pattern).test(new URL(request.url()).pathname);
  return isRoute && body.test(request.postData() ?? '');
}

function benchOf({ page, settled }: Watched, host: RunningHost): Bench {
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  return {
    host,
    page,
    button,
    field: (name) => page.getByRole('textbox', { name, exact: true }),
    go: async (path) => {
      await page.goto(host.url + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await settled();
    },
    menu: async (about, item) => {
      await button(`More about ${about}`).click();
      await page.getByRole('menuitem', { name: item, exact: true }).click();
    },
  };
}
