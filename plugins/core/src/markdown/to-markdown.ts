import type Library from 'turndown';
import { nameList } from '../values/lists.js';
import type { Given } from './parameters.js';

export function toMarkdown(Turndown: typeof Library, given: Given): string {
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
  // What is never shown is no text.
  const ignored = ['script', 'style', 'title', ...nameList(given.ignore, 'ignore')];
  turndown.remove((node: Node) => ignored.includes(node.nodeName.toLowerCase()));
  // What is removed is asked for last, and images have a rule already.
  if (!given.keepDataImages) turndown.addRule('data', { filter: isData, replacement: () => '' });
  return turndown.turndown(given.html);
}

interface Node {
  nodeName: string;
  getAttribute(name: string): string | null;
}

function isData(node: Node): boolean {
  return node.nodeName === 'IMG' && /^\s*data:/iu.test(node.getAttribute('src') ?? '');
}
