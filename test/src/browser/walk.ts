import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { repository } from '../support/host-process.js';

/** The paths of every page, out of the route tables of the web application: a new page is in it by being there. */
export function pagePaths(): string[] {
  return [
    ...pathsIn('router.tsx'),
    ...pathsIn('settings/routes.ts').map((path) => `/settings${path}`),
  ].filter(
    // They lead elsewhere.
    (path) => path !== '/settings/' && path !== '/settings/plugins',
  );
}

function pathsIn(file: string): string[] {
  const source = readFileSync(`${repository}apps/web/src/${file}`, 'utf8');
  return [...source.matchAll(/\.\.\.child\('([^']+)'\)/g)].map(([, path = '']) => path);
}

/** More than any page has to go through; one that never ends would be stopped by it. */
const most = 500;

/**
 * Goes through the page by Tab, from its beginning to its end, and answers with what is wrong: what cannot be reached, what has the
 * focus without being seen, and what looks as before when it has the focus.
 */
export async function walkByTab(page: Page): Promise<string[]> {
  await page.evaluate(prepare);
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate('walk.look()')) === false) break;
  }
  return page.evaluate<string[]>('walk.end()');
}

/** Runs in the page. */
const prepare = `(() => {
  // What has the focus would change its looks by and by, which takes a minute for all pages.
  const still = new CSSStyleSheet();
  still.replaceSync('*, *::before, *::after { transition: none !important }');
  document.adoptedStyleSheets = [still];
  document.activeElement.blur();
  const above = (element) =>
    [1, 2, 3, 4].map((levels) => {
      let found = element;
      for (let level = 0; level < levels; level += 1) found = found?.parentElement ?? null;
      return found;
    });
  const look = (element) =>
    // A control shows its focus on itself, on what draws it, or on the frame around it.
    [element, element.nextElementSibling, element.querySelector('*'), ...above(element)]
      .map((each) => {
        if (each === null) return '';
        const { outline, borderColor, boxShadow, backgroundColor, color, stroke } = getComputedStyle(each);
        return [outline, borderColor, boxShadow, backgroundColor, color, stroke].join();
      })
      .join(';');
  const nameOf = (element) =>
    element.localName + ' "' + (element.getAttribute('aria-label') ?? element.textContent.slice(0, 40)) + '"';
  const isSeen = (element) => {
    const { width, height, bottom, right, top, left } = element.getBoundingClientRect();
    // What a canvas holds is cut off at its edges; a straight line has no height.
    const around = element.closest('.react-flow')?.getBoundingClientRect() ??
      { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    return (
      width + height > 0 &&
      bottom >= around.top && right >= around.left && top <= around.bottom && left <= around.right
    );
  };
  const all = 'a[href], button:enabled, select:enabled, textarea:enabled, [tabindex="0"], ' +
    'input:enabled:not([type=radio], [type=hidden], [type=file])';
  const reachable = () => [...document.querySelectorAll(all)].filter(
    (element) => element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true }),
  );
  const resting = new Map(reachable().map((element) => [element, look(element)]));
  const reached = new Set();
  let last;
  const wrong = [];
  window.walk = {
    look: () => {
      const element = document.activeElement;
      // After the last one the focus is nowhere for a step; a page that focuses something itself begins there.
      if (element === document.body) return true;
      // A date has parts of its own, through which Tab leads.
      if (element === last) return true;
      if (reached.has(element)) return false;
      last = element;
      reached.add(element);
      // Of a choice that is drawn by its words alone, they are what is seen.
      if (![element, ...(element.labels ?? [])].some(isSeen)) wrong.push(nameOf(element) + ' has the focus out of sight');
      if (resting.get(element) === look(element)) wrong.push(nameOf(element) + ' does not show its focus');
      return true;
    },
    end: () => [
      ...wrong,
      ...reachable().filter((element) => !reached.has(element)).map((element) => nameOf(element) + ' is not reached'),
    ],
  };
})()`;
