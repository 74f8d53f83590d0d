import { field, type Parameters } from '@patchbay/plugin-sdk';
import { toHtmlParameters } from './to-html-parameters.js';
import { toMarkdownParameters } from './to-markdown-parameters.js';

export const markdownParameters = {
  mode: field.options({
    displayName: 'Mode',
    options: [
      { value: 'htmlToMarkdown', name: 'HTML to Markdown' },
      { value: 'markdownToHtml', name: 'Markdown to HTML' },
    ],
    default: 'htmlToMarkdown',
  }),
  destinationKey: field.text({ displayName: 'Into the field', default: 'data' }),
  ...toMarkdownParameters,
  ...toHtmlParameters,
};

export type Given = Parameters<typeof markdownParameters>;
