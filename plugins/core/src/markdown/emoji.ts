import type { TokenizerExtension } from 'marked';

/** `:smile:` as the character that has this name; others stay as they are. */
export function emojiToken(names: Readonly<Record<string, string>>): TokenizerExtension {
  return {
    name: 'emoji',
    level: 'inline',
    start: (text) => (text.includes(':') ? text.indexOf(':') : undefined),
    tokenizer(text) {
      const [raw, name = ''] = /^:([\w+-]{1,60}):/u.exec(text) ?? [];
      const character = Object.hasOwn(names, name) ? names[name] : undefined;
      return raw === undefined || character === undefined
        ? undefined
        : { type: 'text', raw, text: character };
    },
  };
}
