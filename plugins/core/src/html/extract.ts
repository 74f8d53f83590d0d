import type * as CssSelect from 'css-select';
import type { AnyNode, Element } from 'domhandler';
import type { JsonObject, JsonValue } from '@patchbay/plugin-sdk';
import { objectList, wrong } from '../values/lists.js';
import { controlValue, textOf } from './content.js';
import { layOut } from './layout.js';

/** One value to take out of a page. */
export interface Extraction {
  key: string;
  cssSelector: string;
  returnValue: 'text' | 'html' | 'attribute' | 'value';
  attribute: string;
  returnArray: boolean;
  /** What is left out of a text. */
  skipSelectors: string;
}

/** The libraries, loaded when a step needs them. */
export interface HtmlTools {
  parse(html: string): AnyNode;
  select(selector: string, within: AnyNode, parameter: string): Element[];
  innerHtml(element: Element): string;
}

/** `[{ key, cssSelector, returnValue?, attribute?, returnArray?, skipSelectors? }]` */
export function parseExtractions(value: JsonValue): Extraction[] {
  const list = objectList(value, 'extractionValues').map(parseExtraction);
  if (list.length === 0) throw wrong('extractionValues', 'is empty; name a key and a selector');
  return list;
}

function parseExtraction(given: JsonObject): Extraction {
  const text = (name: string, fallback = '') => {
    const value = given[name] ?? fallback;
    if (typeof value !== 'string') throw wrong('extractionValues', `has an entry whose "${name}" is no text`);
    return value;
  };
  const [key, cssSelector, returnValue] = [text('key'), text('cssSelector'), text('returnValue', 'text')];
  if (!key || !cssSelector) throw wrong('extractionValues', 'has an entry without "key" or "cssSelector"');
  if (!isReturnValue(returnValue))
    throw wrong(
      'extractionValues',
      `has a "returnValue" other than text, html, attribute and value: "${returnValue}"`,
    );
  const attribute = text('attribute');
  if (returnValue === 'attribute' && !attribute)
    throw wrong('extractionValues', `has no "attribute" for "${key}", which is one`);
  const returnArray = given.returnArray === true;
  return { key, cssSelector, returnValue, attribute, returnArray, skipSelectors: text('skipSelectors') };
}

function isReturnValue(text: string): text is Extraction['returnValue'] {
  return ['text', 'html', 'attribute', 'value'].includes(text);
}

/** How texts are read. */
export interface TextReading {
  readonly clean: (text: string) => string;
  /** Whether lines, lists and links show as on a page. */
  readonly isLaidOut: boolean;
}

/** Without a list, texts of all matches are joined, and anything else is that of the first; null when there is none. */
export function extract(
  page: AnyNode,
  { cssSelector, returnValue, attribute, returnArray, skipSelectors }: Extraction,
  tools: HtmlTools,
  { clean, isLaidOut }: TextReading,
): JsonValue {
  const elements = tools.select(cssSelector, page, 'cssSelector');
  const skipped = new Set<AnyNode>(
    skipSelectors === '' ? [] : tools.select(skipSelectors, page, 'skipSelectors'),
  );
  const shown = (element: Element) => (isLaidOut ? layOut(element, skipped) : textOf(element, skipped));
  const read = {
    text: shown,
    html: (element: Element) => tools.innerHtml(element),
    attribute: (element: Element) => element.attribs[attribute] ?? null,
    value: controlValue,
  }[returnValue];
  const tidy = (value: JsonValue) => (typeof value === 'string' ? clean(value) : value);
  if (returnArray) return elements.map((element) => tidy(read(element)));
  if (returnValue === 'text') return clean(elements.map(shown).join(isLaidOut ? '\n' : ''));
  const [first] = elements;
  return first ? tidy(read(first)) : null;
}

export async function htmlTools(): Promise<HtmlTools> {
  const [parse5, { adapter }, cssSelect] = await Promise.all([
    import('parse5'),
    import('parse5-htmlparser2-tree-adapter'),
    import('css-select'),
  ]);
  return {
    parse: (html) => parse5.parse(html, { treeAdapter: adapter }),
    innerHtml: (element) => parse5.serialize(element, { treeAdapter: adapter }),
    select: (selector, within, parameter) => select(cssSelect, selector, within, parameter),
  };
}

function select(
  { selectAll }: typeof CssSelect,
  selector: string,
  within: AnyNode,
  parameter: string,
): Element[] {
  try {
    return selectAll<AnyNode, Element>(selector, within);
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 200) : '';
    throw wrong('extractionValues', `has a "${parameter}" that is no CSS selector (${why})`);
  }
}
