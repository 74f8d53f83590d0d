import type * as Library from 'marked';
import { emojiToken } from './emoji.js';
import { encodedEmail } from './email.js';
import { escapeHtml } from './escape-html.js';
import { HeadingIds } from './heading-ids.js';
import { imageWithSize } from './image-size.js';
import { withoutCommonIndentation } from './indentation.js';
import { mention } from './mention.js';
import { midWordAsterisks, midWordUnderscores } from './mid-word.js';
import type { Given } from './parameters.js';
import { tokenizerOf } from './tokenizer.js';

/** `names` finds an emoji by its name; only asked for where emoji are wanted. */
export function toHtml(
  { Marked, Renderer }: typeof Library,
  given: Given,
  names: Readonly<Record<string, string>>,
): string {
  const { gfm, breaks, headerLevelStart, openLinksInNewWindow, encodeEmails } = given;
  const ids = new HeadingIds(given);
  const marked = new Marked({
    gfm,
    breaks,
    tokenizer: tokenizerOf(given),
    renderer: {
      link(token) {
        if (encodeEmails && token.href === `mailto:${token.text}`) return encodedEmail(token.text);
        const html = Renderer.prototype.link.call(this, token) as string;
        // The page that is opened could otherwise send the one it comes from elsewhere.
        return openLinksInNewWindow
          ? html.replace(/^<a /u, '<a target="_blank" rel="noopener noreferrer" ')
          : html;
      },
      heading({ tokens, depth }) {
        const level = Math.min(6, depth + headerLevelStart - 1);
        const plain = this.parser.parseInline(tokens, this.parser.textRenderer);
        const { id, html } = ids.next(plain, this.parser.parseInline(tokens));
        return `<h${level}${id === undefined ? '' : ` id="${escapeHtml(id)}"`}>${html}</h${level}>\n`;
      },
      tablecell(token) {
        const html = Renderer.prototype.tablecell.call(this, token) as string;
        if (!given.tablesHeaderId || !token.header) return html;
        return html.replace(/^<th/u, () => `<th id="${escapeHtml(ids.ofColumn(token.text))}"`);
      },
    },
  });
  const extensions = [
    ...(given.ghMentions ? [mention(given.ghMentionsLink)] : []),
    ...(given.emoji ? [emojiToken(names)] : []),
    ...(given.parseImgDimensions ? [imageWithSize] : []),
    ...(given.literalMidWordUnderscores ? [] : [midWordUnderscores]),
    ...(given.literalMidWordAsterisks ? [midWordAsterisks] : []),
  ];
  marked.use({ extensions });
  const text = given.smartIndentationFix ? withoutCommonIndentation(given.markdown) : given.markdown;
  const html = marked.parse(text, { async: false }).trimEnd();
  return given.completeHtmlDocument
    ? `<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n</head>\n<body>\n${html}\n</body>\n</html>`
    : html;
}
