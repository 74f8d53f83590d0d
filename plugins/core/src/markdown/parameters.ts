import { field, type Parameters } from '@patchbay/plugin-sdk';

const toHtml = { show: { mode: ['markdownToHtml'] } } as const;
const toMarkdown = { show: { mode: ['htmlToMarkdown'] } } as const;
const choice = <const T extends string>(...values: T[]) => values.map((value) => ({ value, name: value }));

export const markdownParameters = {
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
  headerLevelStart: field.number({
    displayName: 'Level of the highest heading',
    description: '2 makes <h2> of #, <h3> of ## and so on',
    default: 1,
    min: 1,
    max: 6,
    integer: true,
    displayOptions: toHtml,
  }),
  headerIds: field.boolean({
    displayName: 'Ids for headings',
    description: 'Of their text, so that links can lead to them',
    default: false,
    displayOptions: toHtml,
  }),
  openLinksInNewWindow: field.boolean({
    displayName: 'Links open a new window',
    default: false,
    displayOptions: toHtml,
  }),
  completeHtmlDocument: field.boolean({
    displayName: 'A whole document',
    description: 'With <html>, <head> and <body> around it',
    default: false,
    displayOptions: toHtml,
  }),
  bulletMarker: field.options({
    displayName: 'Bullet',
    options: choice('*', '-', '+'),
    default: '*',
    displayOptions: toMarkdown,
  }),
  emDelimiter: field.options({
    displayName: 'Emphasis',
    options: choice('_', '*'),
    default: '_',
    displayOptions: toMarkdown,
  }),
  strongDelimiter: field.options({
    displayName: 'Strong emphasis',
    options: choice('**', '__'),
    default: '**',
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
  fence: field.options({
    displayName: 'Fence',
    options: choice('```', '~~~'),
    default: '```',
    displayOptions: { show: { ...toMarkdown.show, codeBlockStyle: ['fenced'] } },
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
  linkStyle: field.options({
    displayName: 'URLs',
    options: [
      { value: 'inlined', name: 'In the text' },
      { value: 'referenced', name: 'At the bottom' },
    ],
    default: 'inlined',
    displayOptions: toMarkdown,
  }),
  keepDataImages: field.boolean({
    displayName: 'Keep images that lie within the HTML',
    description: 'Those with a data: URL, which may be megabytes long',
    default: false,
    displayOptions: toMarkdown,
  }),
  ignore: field.json({
    displayName: 'Leave out',
    description: 'Names of elements, as a list or with commas',
    default: '',
    displayOptions: toMarkdown,
  }),
};

export type Given = Parameters<typeof markdownParameters>;
