import type * as Library from 'marked';
import type { Given } from './parameters.js';

export function toHtml({ Marked, Renderer }: typeof Library, given: Given): string {
  const { gfm, breaks, headerLevelStart, headerIds, openLinksInNewWindow } = given;
  const marked = new Marked({
    gfm,
    breaks,
    renderer: {
      link(token) {
        const html = Renderer.prototype.link.call(this, token) as string;
        // The page that is opened could otherwise send the one it comes from elsewhere.
        return openLinksInNewWindow
          ? html.replace(/^<a /u, '<a target="_blank" rel="noopener noreferrer" ')
          : html;
      },
      heading(token) {
        const depth = Math.min(6, token.depth + headerLevelStart - 1);
        const html = Renderer.prototype.heading.call(this, { ...token, depth }) as string;
        return headerIds ? html.replace(/^<h\d/u, (tag) => `${tag} id="${idOf(token.text)}"`) : html;
      },
    },
  });
  const html = marked.parse(given.markdown, { async: false }).trimEnd();
  return given.completeHtmlDocument
    ? `<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n</head>\n<body>\n${html}\n</body>\n</html>`
    : html;
}

/** As GitHub makes them: only letters and digits stay, so nothing ends the attribute. */
function idOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/gu, '-');
}
