import type { AnyNode, Element } from 'domhandler';
import { textNode, unseen } from './content.js';
import { Lines } from './lines.js';

/** What is to be done behind an element's content. */
type Leave = () => void;

/**
 * The text of an element as a page shows it: headings in capitals, paragraphs apart, lists with their signs, rows of tables
 * as lines, addresses of links in brackets. Linear in the page, however deep it nests.
 */
export function layOut(root: Element, skipped: ReadonlySet<AnyNode>): string {
  const page = new Page();
  const open: (AnyNode | Leave)[] = [root];
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next === 'function') next();
    else if (skipped.has(next)) continue;
    else if ('data' in next && next.nodeType === textNode) page.lines.write(next.data);
    else if ('attribs' in next && (next === root || !unseen.has(next.name))) {
      const leave = page.enter(next);
      open.push(leave, ...next.children.toReversed());
    }
  }
  return page.lines.text;
}

const blocks: ReadonlySet<string> = new Set(
  'address article aside body center dd details div dl dt fieldset figcaption figure footer form header html legend main nav option section summary table tbody tfoot thead'.split(
    ' ',
  ),
);
const lineLength = 40;

class Page {
  readonly lines = new Lines();
  /** Of the lists around, the number of the item that comes next; none for those without numbers. */
  readonly #lists: (number | undefined)[] = [];

  enter(element: Element): Leave {
    const { name } = element;
    if (/^h[1-6]$/u.test(name)) return this.#heading(name === 'h1' || name === 'h2' ? 3 : 2);
    switch (name) {
      case 'br':
        return this.#then(() => this.lines.feed());
      case 'hr':
        return this.#block(2, () => this.lines.write('-'.repeat(lineLength)));
      case 'img':
        return this.#then(() => this.lines.write(shownImage(element)));
      case 'a':
        return () => this.lines.write(shownAddress(element.attribs.href));
      case 'p':
        return this.#block(2);
      case 'pre':
        return this.#kept();
      case 'blockquote':
        return this.#within(2, '> ', '> ');
      case 'ul':
      case 'ol':
        return this.#list(name === 'ol' ? Number.parseInt(element.attribs.start ?? '1', 10) || 1 : undefined);
      case 'li':
        return this.#item();
      case 'tr':
        return this.#block(1);
      case 'td':
      case 'th':
        return this.#cell(name === 'th');
      default:
        return blocks.has(name) ? this.#block(1) : () => undefined;
    }
  }

  #then(work: () => void): Leave {
    work();
    return () => undefined;
  }

  #block(breaks: number, work: () => void = () => undefined): Leave {
    this.lines.apart(breaks);
    work();
    return () => this.lines.apart(breaks);
  }

  #heading(breaks: number): Leave {
    this.lines.apart(breaks);
    this.lines.capitals += 1;
    return () => {
      this.lines.capitals -= 1;
      this.lines.apart(2);
    };
  }

  #kept(): Leave {
    this.lines.apart(2);
    this.lines.kept += 1;
    return () => {
      this.lines.kept -= 1;
      this.lines.apart(2);
    };
  }

  #within(breaks: number, first: string, rest: string): Leave {
    this.lines.apart(breaks);
    this.lines.indent(first, rest);
    return () => {
      this.lines.outdent();
      this.lines.apart(breaks);
    };
  }

  #list(number: number | undefined): Leave {
    const breaks = this.#lists.length === 0 ? 2 : 1;
    this.lines.apart(breaks);
    this.#lists.push(number);
    return () => {
      this.#lists.pop();
      this.lines.apart(breaks);
    };
  }

  #item(): Leave {
    const number = this.#lists.at(-1);
    if (number !== undefined) this.#lists[this.#lists.length - 1] = number + 1;
    const sign = number === undefined ? ' * ' : ` ${number}. `;
    return this.#within(1, sign, ' '.repeat(sign.length));
  }

  #cell(isHeader: boolean): Leave {
    this.lines.gap();
    if (isHeader) this.lines.capitals += 1;
    return () => {
      if (isHeader) this.lines.capitals -= 1;
    };
  }
}

/** Links within the page lead nowhere in a text. */
function shownAddress(href: string | undefined): string {
  return href && !href.startsWith('#') ? ` [${href}]` : '';
}

/** Images that lie in the page itself have an address that nobody wants to read. */
function shownImage({ attribs: { alt = '', src = '' } }: Element): string {
  return src === '' || /^\s*data:/iu.test(src) ? alt : `${alt} [${src}]`;
}
