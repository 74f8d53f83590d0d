import { field } from '@patchbay/plugin-sdk';

const toHtml = { show: { mode: ['markdownToHtml'] } } as const;
const withIds = { show: { ...toHtml.show, headerIds: [true] } } as const;

/** Shown in the mode `markdownToHtml`. */
export const toHtmlParameters = {
  markdown: field.multiline({
    displayName: 'Markdown',
    description: 'HTML within it stays as it is: do not show the result of foreign texts as a page',
    default: '',
    displayOptions: toHtml,
  }),
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
  customizedHeaderId: field.boolean({
    displayName: 'Own ids for headings',
    description: 'Of what stands in curly braces behind the text: # Prices {prices}',
    default: false,
    displayOptions: toHtml,
  }),
  prefixHeaderId: field.text({
    displayName: 'In front of every id',
    default: '',
    displayOptions: withIds,
  }),
  rawHeaderId: field.boolean({
    displayName: 'Keep all signs in ids',
    description: 'But blanks and quotes, which become -',
    default: false,
    displayOptions: withIds,
  }),
  rawPrefixHeaderId: field.boolean({
    displayName: 'Keep what stands in front of ids as it is',
    default: false,
    displayOptions: withIds,
  }),
  requireSpaceBeforeHeadingText: field.boolean({
    displayName: 'A blank between # and the heading',
    description: 'Off, #News is a heading, too',
    default: true,
    displayOptions: toHtml,
  }),
  tablesHeaderId: field.boolean({
    displayName: 'Ids for columns of tables',
    default: false,
    displayOptions: toHtml,
  }),
  simplifiedAutoLink: field.boolean({
    displayName: 'Link addresses in the text',
    description: 'Those without < and > around them, with GFM only',
    default: true,
    displayOptions: toHtml,
  }),
  excludeTrailingPunctuation: field.boolean({
    displayName: 'Without punctuation at their end',
    description: 'The dot behind www.example.com. is not part of the address',
    default: true,
    displayOptions: { show: { ...toHtml.show, simplifiedAutoLink: [true] } },
  }),
  encodeEmails: field.boolean({
    displayName: 'Hide mail addresses from collectors',
    description: 'Writes their characters as numbers, which browsers read alike',
    default: true,
    displayOptions: toHtml,
  }),
  ghMentions: field.boolean({
    displayName: 'Link @names',
    default: false,
    displayOptions: toHtml,
  }),
  ghMentionsLink: field.text({
    displayName: 'Address of @names',
    description: '{u} stands for the name',
    default: 'https://github.com/{u}',
    displayOptions: { show: { ...toHtml.show, ghMentions: [true] } },
  }),
  emoji: field.boolean({
    displayName: 'Emoji',
    description: ':smile: becomes its character',
    default: false,
    displayOptions: toHtml,
  }),
  parseImgDimensions: field.boolean({
    displayName: 'Sizes of images',
    description: '![alt](image.png =100x80), also in em, rem and %, with * for any',
    default: false,
    displayOptions: toHtml,
  }),
  literalMidWordUnderscores: field.boolean({
    displayName: 'Leave _ within words',
    description: 'Off, a_b_c has an emphasized b',
    default: true,
    displayOptions: toHtml,
  }),
  literalMidWordAsterisks: field.boolean({
    displayName: 'Leave * within words',
    description: 'On, a*b*c stays as it is',
    default: false,
    displayOptions: toHtml,
  }),
  smartIndentationFix: field.boolean({
    displayName: 'Take the indentation of the first line off',
    description: 'For texts that stand indented in code',
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
};
