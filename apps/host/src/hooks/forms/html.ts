import { createHash } from 'node:crypto';
import type { HookAnswer } from '../hook-reply.js';
import { styles } from './styles.js';

/** Markup of our own; everything else that goes into it was a text. */
export class Html {
  constructor(readonly markup: string) {}
}

/** Puts texts into markup as texts: what somebody typed or a plugin declared becomes no element and no attribute. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  return new Html(strings.map((string, index) => string + markupOf(values[index])).join(''));
}

export type Part = Html | string | undefined | readonly Html[];

function markupOf(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.markup;
  return typeof part === 'string' ? escaped(part) : part.map(({ markup }) => markup).join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`);
}

export interface Page {
  status: number;
  title: string;
  body: Html;
  /** The origin to which the answer to what is sent may lead. */
  leadsTo?: string;
}

/** No script at all, no style but ours, nothing from elsewhere, and in nobody's frame. */
export function pageAnswer({ status, title, body, leadsTo }: Page): HookAnswer {
  const { markup } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${style}
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html> `;
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${styleDigest}'`,
    `form-action 'self'${leadsTo === undefined ? '' : ` ${leadsTo}`}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
  };
  return { status, headers, body: markup };
}

const style = new Html(`<style>${styles}</style>`);
const styleDigest = createHash('sha256').update(styles).digest('base64');
