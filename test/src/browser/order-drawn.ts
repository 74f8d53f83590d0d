import type { Page } from 'playwright-core';

/**
 * The text of the first element of this selector as eyes read it: its letters from left to right, line by line, wherever they stand
 * in the document. Letters that are not drawn are left out.
 */
export function orderDrawn(page: Page, selector: string): Promise<string> {
  return page.evaluate<string>(`(() => {
    const walker = document.createTreeWalker(document.querySelector(${JSON.stringify(selector)}), NodeFilter.SHOW_TEXT);
    const letters = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      for (let at = 0; at < node.data.length; at += 1) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = [...range.getClientRects()].find(({ width }) => width > 0);
        if (box !== undefined) letters.push({ letter: node.data[at], line: Math.round(box.top / 8), left: box.left });
      }
    }
    letters.sort((one, other) => one.line - other.line || one.left - other.left);
    return letters.map(({ letter }) => letter).join('').replaceAll('\\u00a0', ' ');
  })()`);
}
