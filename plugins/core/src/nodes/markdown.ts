import { defineNode, field, type Item, mainPin, type Parameters } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { nameList, wrong } from '../values/lists.js';
import { withPath } from '../values/paths.js';

const toHtml = { show: { mode: ['markdownToHtml'] } } as const;
const toMarkdown = { show: { mode: ['htmlToMarkdown'] } } as const;

const parameters = {
  mode: field.options({
    displayName: 'Mode',
    options: [
      { value: 'htmlToMarkdown', name: 'HTML to Markdown' },
      { value: 'markdownToHtml', name: 'Markdown to HTML' },
    ],
    default: 'htmlToMarkdown',
  }),
  html: field.multiline({ displayName: 'HTML', default: '', displayOptions: toMarkdown }),
  markdown: field.multiline({
    displayName: 'Markdown',
    description: 'HTML within it stays as it is: do not show the result of foreign texts as a page',
    default: '',
    displayOptions: toHtml,
  }),
  destinationKey: field.text({ displayName: 'Into the field', default: 'data' }),
  gfm: field.boolean({ displayName: 'Tables and the like (GFM)', default: true, displayOptions: toHtml }),
  breaks: field.boolean({
    displayName: 'Line breaks stay',
    description: 'A single line break becomes <br>',
    default: false,
    displayOptions: toHtml,
  }),
  bulletMarker: field.options({
    displayName: 'Bullet',
    options: [
      { value: '*', name: '*' },
      { value: '-', name: '-' },
      { value: '+', name: '+' },
    ],
    default: '*',
    displayOptions: toMarkdown,
  }),
  emDelimiter: field.options({
    displayName: 'Emphasis',
    options: [
      { value: '_', name: '_' },
      { value: '*', name: '*' },
    ],
    default: '_',
    displayOptions: toMarkdown,
  }),
  codeBlockStyle: field.options({
    displayName: 'Blocks of code',
    options: [
      { value: 'fenced', name: 'Fenced' },
      { value: 'indented', name: 'Indented' },
    ],
    default: 'fenced',
    displayOptions: toMarkdown,
  }),
  headingStyle: field.options({
    displayName: 'Headings',
    options: [
      { value: 'atx', name: '# in front' },
      { value: 'setext', name: 'Underlined' },
    ],
    default: 'atx',
    displayOptions: toMarkdown,
  }),
  ignore: field.json({
    displayName: 'Leave out',
    description: 'Names of elements, as a list or with commas',
    default: '',
    displayOptions: toMarkdown,
  }),
};

export const markdown = defineNode({
  type: 'markdown',
  version: 1,
  displayName: 'Markdown',
  description: 'Turns HTML into Markdown and back',
  icon: icons.markdown,
  group: 'transform',
  subtitle: '{{mode}}',
  parameters,
  inputs: [mainPin],
  outputs: [mainPin],
  itemwise: true,
  async execute({ items, allParameters }) {
    const convert = await converter();
    return allParameters().map((given, index): Item => {
      const { json, binary }: Item = items[index] ?? { json: {} };
      if (given.destinationKey === '')
        throw wrong('destinationKey', 'is empty; name the field for the result');
      return {
        json: withPath(json, given.destinationKey, convert(given)),
        ...(binary ? { binary } : {}),
        pairedItem: { item: index },
      };
    });
  },
});

type Given = Parameters<typeof parameters>;

async function converter(): Promise<(given: Given) => string> {
  const [{ marked }, { default: Turndown }] = await Promise.all([import('marked'), import('turndown')]);
  return (given) => {
    if (given.mode === 'markdownToHtml')
      return marked.parse(given.markdown, { async: false, gfm: given.gfm, breaks: given.breaks }).trimEnd();
    const { headingStyle, bulletMarker, emDelimiter, codeBlockStyle } = given;
    const turndown = new Turndown({
      headingStyle,
      bulletListMarker: bulletMarker,
      emDelimiter,
      codeBlockStyle,
    });
    // What is never shown is no text.
    const ignored = ['script', 'style', 'title', ...nameList(given.ignore, 'ignore')];
    turndown.remove((node: { nodeName: string }) => ignored.includes(node.nodeName.toLowerCase()));
    return turndown.turndown(given.html);
  };
}
