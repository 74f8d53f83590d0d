import {
  defineNode,
  field,
  type FileStore,
  type Item,
  type JsonObject,
  type JsonValue,
  mainPin,
} from '@patchbay/plugin-sdk';
import { extract, htmlTools, parseExtractions } from '../html/extract.js';
import { fileOf } from '../files/reference.js';
import { icons } from '../icons.js';
import { wrong } from '../values/lists.js';
import { readPath, withPath } from '../values/paths.js';

/** Of one page: the tree that is made of it takes many times as much. */
const maxBytes = 16 * 1024 * 1024;

const extracting = { show: { operation: ['extract'] } } as const;

export const htmlExtract = defineNode({
  type: 'htmlExtract',
  version: 1,
  displayName: 'HTML Extract',
  description: 'Takes values out of HTML by CSS selectors, or fills a template',
  icon: icons.htmlExtract,
  group: 'transform',
  subtitle: '{{operation}}',
  parameters: {
    operation: field.options({
      displayName: 'Operation',
      options: [
        { value: 'extract', name: 'Take values out' },
        { value: 'template', name: 'Fill a template' },
      ],
      default: 'extract',
    }),
    html: field.multiline({
      displayName: 'Template',
      description:
        'HTML with expressions, whose values stand in it as they are: markup in them is markup. The result goes to the field "html"',
      placeholder: '<h1>{{ $json.title }}</h1>',
      language: 'html',
      displayOptions: { show: { operation: ['template'] } },
    }),
    sourceData: field.options({
      displayName: 'HTML of',
      options: [
        { value: 'json', name: 'A field' },
        { value: 'binary', name: 'A file' },
      ],
      default: 'json',
      displayOptions: extracting,
    }),
    dataPropertyName: field.text({
      displayName: 'Field or file with the HTML',
      description: 'A text, or a list of texts, each of which gives an item; or the name of a file',
      default: 'data',
      displayOptions: extracting,
    }),
    extractionValues: field.json({
      displayName: 'Values',
      description:
        'A list of { key, cssSelector, returnValue: text | html | attribute | value, attribute, returnArray, skipSelectors }',
      default: [],
      displayOptions: extracting,
    }),
    trimValues: field.boolean({
      displayName: 'No blanks around values',
      default: true,
      displayOptions: extracting,
    }),
    cleanUpText: field.boolean({
      displayName: 'One blank for many',
      description: 'And no line breaks',
      default: false,
      displayOptions: extracting,
    }),
    layOutText: field.boolean({
      displayName: 'Texts as the page shows them',
      description:
        'Headings in capitals, paragraphs and rows as lines, signs of lists, addresses of links in brackets',
      default: false,
      displayOptions: { show: { operation: ['extract'], cleanUpText: [false] } },
    }),
  },
  inputs: [mainPin],
  outputs: [mainPin],
  itemwise: true,
  async execute({ items, allParameters, files }) {
    const found: Item[] = [];
    for (const [index, given] of allParameters().entries()) {
      if (given.operation === 'template') {
        found.push({ json: { html: given.html ?? '' }, pairedItem: { item: index } });
        continue;
      }
      const tools = await htmlTools();
      const extractions = parseExtractions(given.extractionValues);
      const clean = (text: string) => {
        const inner = given.cleanUpText ? text.replace(/\s+/gu, ' ') : text;
        return given.trimValues ? inner.trim() : inner;
      };
      const reading = { clean, isLaidOut: given.layOutText && !given.cleanUpText };
      const { sourceData, dataPropertyName: name } = given;
      const item = items[index];
      const pages =
        sourceData === 'binary' ? [await pageIn(files, item, name)] : pagesOf(item?.json ?? {}, name);
      for (const html of pages) {
        const page = tools.parse(html);
        const json = extractions.reduce<JsonObject>(
          (all, each) => withPath(all, each.key, extract(page, each, tools, reading)),
          {},
        );
        found.push({ json, pairedItem: { item: index } });
      }
    }
    return found;
  },
});

async function pageIn(files: FileStore, item: Item | undefined, name: string): Promise<string> {
  const bytes = await files.bytes(fileOf(item, name, 'dataPropertyName'), maxBytes);
  return Buffer.from(bytes).toString();
}

function pagesOf(json: JsonObject, name: string): string[] {
  const value: JsonValue | undefined = readPath(json, name);
  const pages = Array.isArray(value) ? value : [value];
  return pages.map((page) => {
    if (typeof page !== 'string')
      throw wrong(
        'dataPropertyName',
        `names "${name}", which is neither a text nor a list of texts in an item`,
      );
    return page;
  });
}
