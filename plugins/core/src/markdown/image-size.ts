import type { Tokens, TokenizerAndRendererExtension } from 'marked';
import { escapeHtml } from './escape-html.js';

const length = String.raw`(\d{1,5}(?:px|em|rem|%)?|\*)`;
const image = new RegExp(
  String.raw`^!\[([^\]\n]{0,1000})\]\([ \t]*<?([^\s<>]{1,5000})>?[ \t]+=${length}x${length}(?:[ \t]+"([^"\n]{0,1000})")?[ \t]*\)`,
  'u',
);

/** `![alt](url =100x80 "title")`; a number alone is in pixels, `*` lets the browser decide. */
export const imageWithSize: TokenizerAndRendererExtension = {
  name: 'sizedImage',
  level: 'inline',
  start: (text) => (text.includes('![') ? text.indexOf('![') : undefined),
  tokenizer(text) {
    const [raw, alt = '', src = '', width = '', height = '', title] = image.exec(text) ?? [];
    return raw === undefined ? undefined : { type: 'sizedImage', raw, alt, src, width, height, title };
  },
  renderer(token: Tokens.Generic) {
    const attributes = ['src', 'alt', 'width', 'height', 'title'].flatMap((name) => {
      const value: unknown = token[name];
      return typeof value === 'string' ? [` ${name}="${escapeHtml(value === '*' ? 'auto' : value)}"`] : [];
    });
    return `<img${attributes.join('')}>`;
  },
};
