import { defineNode, type Item, mainPin } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { markdownParameters } from '../markdown/parameters.js';
import { toHtml } from '../markdown/to-html.js';
import { toMarkdown } from '../markdown/to-markdown.js';
import { wrong } from '../values/lists.js';
import { withPath } from '../values/paths.js';

export const markdown = defineNode({
  type: 'markdown',
  version: 1,
  displayName: 'Markdown',
  description: 'Turns HTML into Markdown and back',
  icon: icons.markdown,
  group: 'transform',
  subtitle: '{{mode}}',
  parameters: markdownParameters,
  inputs: [mainPin],
  outputs: [mainPin],
  itemwise: true,
  async execute({ items, allParameters, sandbox }) {
    const all = allParameters();
    const [marked, { default: Turndown }] = await Promise.all([import('marked'), import('turndown')]);
    const names = all.some(({ emoji }) => emoji) ? (await import('gemoji')).nameToEmoji : {};
    const made: Item[] = [];
    for (const [index, given] of all.entries()) {
      const { json, binary }: Item = items[index] ?? { json: {} };
      if (given.destinationKey === '')
        throw wrong('destinationKey', 'is empty; name the field for the result');
      const result =
        given.mode === 'markdownToHtml'
          ? toHtml(marked, given, names)
          : await toMarkdown(Turndown, given, sandbox);
      made.push({
        json: withPath(json, given.destinationKey, result),
        ...(binary ? { binary } : {}),
        pairedItem: { item: index },
      });
    }
    return made;
  },
});
