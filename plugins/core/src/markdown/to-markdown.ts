import type Library from 'turndown';
import type { CodeSandbox } from '@patchbay/plugin-sdk';
import { nameList } from '../values/lists.js';
import { checkWhole } from '../values/numbers.js';
import { escapingOf } from './escaping.js';
import type { Given } from './parameters.js';
import { replaceIn } from './replacing.js';

export async function toMarkdown(
  Turndown: typeof Library,
  given: Given,
  sandbox: CodeSandbox,
): Promise<string> {
  checkWhole(given.maxConsecutiveNewLines, 1, 'maxConsecutiveNewLines');
  const turndown = configured(Turndown, given);
  const { byDefault, replacings } = escapingOf(given);
  if (replacings.length > 0) {
    const escape = byDefault ? turndown.escape.bind(turndown) : (text: string) => text;
    const texts = textsOf(turndown, escape, given.html);
    const replaced = await replaceIn(texts, replacings, sandbox);
    turndown.escape = (text) => replaced.get(escape(text)) ?? '';
  }
  return withFewerBlankLines(turndown.turndown(given.html), given.maxConsecutiveNewLines - 1, given.fence);
}

function configured(Turndown: typeof Library, given: Given): Library {
  const { headingStyle, bulletMarker, emDelimiter, strongDelimiter, codeBlockStyle, fence, linkStyle } =
    given;
  const turndown = new Turndown({
    headingStyle,
    bulletListMarker: bulletMarker,
    emDelimiter,
    strongDelimiter,
    codeBlockStyle,
    fence,
    linkStyle,
  });
  const blocks = nameList(given.blockElements, 'blockElements').map((name) => name.toLowerCase());
  turndown.addRule('blocks', {
    filter: (node: Node) => blocks.includes(node.nodeName.toLowerCase()),
    replacement: (content) => `\n\n${content}\n\n`,
  });
  // What is never shown is no text.
  const ignored = ['script', 'style', 'title', ...nameList(given.ignore, 'ignore')];
  turndown.remove((node: Node) => ignored.includes(node.nodeName.toLowerCase()));
  // What is removed is asked for last, and images have a rule already.
  if (!given.keepDataImages) turndown.addRule('data', { filter: isData, replacement: () => '' });
  return turndown;
}

/** All texts of a page that are escaped, found by going over it once. */
function textsOf(turndown: Library, escape: (text: string) => string, html: string): string[] {
  const texts = new Set<string>();
  turndown.escape = (text) => {
    texts.add(escape(text));
    return text;
  };
  turndown.turndown(html);
  return [...texts];
}

interface Node {
  nodeName: string;
  getAttribute(name: string): string | null;
}

function isData(node: Node): boolean {
  return node.nodeName === 'IMG' && /^\s*data:/iu.test(node.getAttribute('src') ?? '');
}

/** At most so many in a row, but all of them within code, where they belong to it. */
function withFewerBlankLines(markdown: string, most: number, fence: string): string {
  let isCode = false;
  let blank = 0;
  return markdown
    .split('\n')
    .filter((line) => {
      if (line.trimStart().startsWith(fence)) isCode = !isCode;
      blank = /^ {0,3}$/u.test(line) ? blank + 1 : 0;
      return isCode || blank <= most;
    })
    .join('\n');
}
