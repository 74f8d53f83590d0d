import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser, type BrowserContextOptions, type Page, type Request } from 'playwright-core';

export interface Watched {
  page: Page;
  /** Bodies of every answer that the page got so far. */
  answers(): Promise<string[]>;
  /** What the page's console and script reported as wrong. */
  complaints: string[];
  /** Resolves when the page has asked for all that it shows, has got it and has drawn it. */
  settled: () => Promise<void>;
  close: () => Promise<void>;
}

/** The Chromium of the operating system. Root has no user namespace to put its sandbox in. */
export function launch(): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath: findChromium(), args: isRoot ? ['--no-sandbox'] : [] });
}

/** A page with a profile of its own, whose answers and complaints are kept. */
export async function open(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const bodies: Promise<string>[] = [];
  const complaints: string[] = [];
  page.on('response', (response) => {
    // A redirect, or an answer to a page that is gone, has no body to look at.
    if (response.url().includes('/api/')) bodies.push(response.text().catch(() => ''));
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // The browser itself reports every answer above 399 here; those are looked at as answers.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  return {
    page,
    complaints,
    answers: () => Promise.all(bodies),
    settled: watchRequests(page),
    close: () => context.close(),
  };
}

/** Playwright's own `networkidle` waits for half a second of silence, which is most of a visit's time. */
function watchRequests(page: Page): () => Promise<void> {
  const underWay = new Set<Request>();
  page.on('request', (request) => {
    // A stream of events never ends.
    if (request.resourceType() !== 'eventsource') underWay.add(request);
  });
  page.on('requestfinished', (request) => underWay.delete(request));
  page.on('requestfailed', (request) => underWay.delete(request));
  return async () => {
    const deadline = Date.now() + 15_000;
    for (let quiet = 0; quiet < 3;) {
      await sleep(40);
      const waitsFor = [...underWay].map((open) => open.url());
      if (waitsFor.length === 0 && (await page.evaluate(isLoading)))
        waitsFor.push('what is shown as loading');
      quiet = waitsFor.length === 0 ? quiet + 1 : 0;
      if (Date.now() > deadline) throw new Error(`The page still waits for ${waitsFor.join(', ')}`);
    }
  };
}

/** A part that has come with its script may be held back for as long as React shows that it loads. */
const isLoading = `document.querySelector('[aria-busy=true], .mantine-Skeleton-root[data-visible]') !== null`;

/** Everything that the page holds: its document with the values of its inputs, and its storage. */
export async function everythingIn(page: Page): Promise<string> {
  const stored = await page.evaluate<string>(`(async () => JSON.stringify([
    { ...localStorage },
    { ...sessionStorage },
    await indexedDB.databases(),
    [...document.querySelectorAll('input, textarea, select')].map((input) => input.value),
    document.cookie,
    location.href,
  ]))()`);
  return stored + (await page.content());
}

/** Violations of WCAG 2 A and AA and of axe's good practice, or of some of its rules, as sentences with the element. */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  if ((await page.evaluate('typeof axe')) === 'undefined')
    await page.evaluate(
      await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
    );
  // Nothing is loaded anew for rules that do not run, and what passes is not written out.
  const cheap = { preload: false, resultTypes: ['violations'] };
  const options = rules === undefined ? cheap : { ...cheap, runOnly: { type: 'rule', values: rules } };
  return page.evaluate<string[]>(`(async () => {
    // What is only half faded in has neither its colours nor its place yet; what turns for ever is as it is.
    const ends = ({ effect, playState }) => playState === 'running' && effect.getComputedTiming().endTime < Infinity;
    for (let moving; (moving = document.getAnimations().filter(ends)).length > 0; )
      await Promise.allSettled(moving.map(({ finished }) => finished));
    const { violations } = await axe.run(document, ${JSON.stringify(options)});
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target));
  })()`);
}

function findChromium(): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  const found = folders.map((folder) => join(folder, 'chromium')).find(isExecutable);
  if (found === undefined) throw new Error('There is no chromium: run npm test, which installs it');
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
