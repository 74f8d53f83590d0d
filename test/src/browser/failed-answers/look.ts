import type { Page } from 'playwright-core';

/** What somebody sees of a page, apart from what it says of a failure. */
export interface Kept {
  /** Of every input, in its order. */
  values: string[];
  /** Of those that wait for an answer or cannot be used. */
  off: string[];
  dialogs: string[];
  address: string;
  text: string;
}

export interface Look {
  kept: Kept;
  /** What is said of a failure, wherever it stands. */
  said: string;
  /** What has the focus; the empty text where nothing has. */
  focused: string;
}

export function look(page: Page): Promise<Look> {
  return page.evaluate<Look>(read);
}

const failure = '[role=alert], .problem-text, .mantine-InputWrapper-error, .paste-notice, .flow-node-problem';

/** Runs in the page. */
const read = `(() => {
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility());
  const nameOf = (each) => each.getAttribute('aria-label') || each.textContent.trim() || each.localName;
  const { activeElement: at } = document;
  const copy = document.body.cloneNode(true);
  for (const each of copy.querySelectorAll(${JSON.stringify(`${failure}, script, style, time, .muted`)})) each.remove();
  return {
    focused: at === null || at === document.body || at.disabled ? '' : nameOf(at),
    said: shown(${JSON.stringify(failure)}).map((each) => each.innerText).join(' '),
    kept: {
      values: shown('input:not([type=hidden]), textarea, select').map((each) =>
        ['checkbox', 'radio'].includes(each.type) ? String(each.checked) : each.value),
      off: shown('button, input, select').filter((each) => each.matches(':disabled, [data-loading]')).map(nameOf),
      dialogs: shown('[role=dialog]').map((each) => document.getElementById(each.getAttribute('aria-labelledby'))?.textContent ?? ''),
      address: location.pathname + location.search,
      text: copy.textContent,
    },
  };
})()`;
