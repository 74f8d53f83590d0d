import type { Page } from 'playwright-core';

/** Before the page is opened: lets `whatIsDrawn` look at what React draws, as its developer tools do. */
export async function watchDrawing(page: Page): Promise<void> {
  await page.addInitScript(watch);
}

/** The nodes of the canvas that are drawn anew while something is done, and how many edges. A spec of times would be one of the machine. */
export async function whatIsDrawn(
  page: Page,
  act: () => Promise<void>,
): Promise<{ nodes: string[]; edges: number }> {
  await page.evaluate('window.drawn = { node: new Set(), edge: new Set() }');
  await act();
  return page.evaluate(`(() => {
    const { node, edge } = window.drawn;
    delete window.drawn;
    return { nodes: [...node].sort(), edges: edge.size };
  })()`);
}

/** Runs in the page. React's numbers: 5 is an element, the four are components, and the flag says that one was called. */
const watch = `(() => {
  const components = new Set([0, 1, 11, 15]);
  const called = 1;
  const placeOf = ({ tag, memoizedProps }) => {
    if (tag !== 5) return undefined;
    const [, kind] = /\\breact-flow__(node|edge)\\b/.exec(String(memoizedProps.className)) ?? [];
    return kind && memoizedProps['data-id'] !== undefined ? { kind, id: memoizedProps['data-id'] } : undefined;
  };
  const look = (fiber, around) => {
    const place = placeOf(fiber) ?? around;
    if (place && components.has(fiber.tag) && (fiber.flags & called) !== 0) window.drawn[place.kind].add(place.id);
    // The same children as before: none of them was looked at.
    if (fiber.alternate !== null && fiber.child === fiber.alternate.child) return;
    for (let child = fiber.child; child !== null; child = child.sibling) look(child, place);
  };
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true,
    inject: () => 1,
    onCommitFiberRoot: (_id, { current }) => { if (window.drawn) look(current, undefined); },
    onCommitFiberUnmount: () => {},
    onPostCommitFiberRoot: () => {},
    checkDCE: () => {},
  };
})()`;
