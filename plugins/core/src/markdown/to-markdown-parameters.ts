import { field } from '@patchbay/plugin-sdk';

const toMarkdown = { show: { mode: ['htmlToMarkdown'] } } as const;
const choice = <const T extends string>(...values: T[]) => values.map((value) => ({ value, name: value }));

/** Shown in the mode `htmlToMarkdown`. */
export const toMarkdownParameters = {
  html: field.multiline({ displayName: 'HTML', default: '', displayOptions: toMarkdown }),
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
  blockElements: field.json({
    displayName: 'Treat as blocks',
    description: 'Names of elements that get blank lines around them, as a list or with commas',
    default: '',
    displayOptions: toMarkdown,
  }),
  maxConsecutiveNewLines: field.number({
    displayName: 'Line breaks in a row',
    description: 'At most; code keeps its own',
    default: 3,
    min: 1,
    integer: true,
    displayOptions: toMarkdown,
  }),
  globalEscape: field.json({
    displayName: 'Escapes',
    description: 'A list of { pattern, replacement } for texts, instead of a backslash before \\\\ * ` [ ] _',
    default: [],
    displayOptions: toMarkdown,
  }),
  lineStartEscape: field.json({
    displayName: 'Escapes at the start of lines',
    description: 'A list of { pattern, replacement }, instead of a backslash before - + = # > ~~~ and 1.',
    default: [],
    displayOptions: toMarkdown,
  }),
  textReplace: field.json({
    displayName: 'Replace in texts',
    description: 'A list of { pattern, replacement }, after escaping; a pattern is /a|b/i or only a|b',
    default: [],
    displayOptions: toMarkdown,
  }),
};
