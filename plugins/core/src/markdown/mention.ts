import type { TokenizerExtension } from 'marked';

/** `@name` as a link; `{u}` in its address stands for the name. Addresses of mails are none. */
export function mention(link: string): TokenizerExtension {
  return {
    name: 'mention',
    level: 'inline',
    // Texts are cut there, and one that is cut within an address of a mail would not be taken for one.
    start: (text) => /(?<![\w.@/+-])@/u.exec(text)?.index,
    tokenizer(text, tokens) {
      const [raw, name] = /^@([a-z\d](?:-?[a-z\d]){0,38})(?![\w@-])/iu.exec(text) ?? [];
      if (raw === undefined || name === undefined || /[\w@/.]$/u.test(tokens.at(-1)?.raw ?? ''))
        return undefined;
      const href = link.replaceAll('{u}', name);
      return { type: 'link', raw, href, title: null, text: raw, tokens: [{ type: 'text', raw, text: raw }] };
    },
  };
}
