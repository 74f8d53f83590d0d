import type { Given } from './parameters.js';

type Wanted = Pick<
  Given,
  'headerIds' | 'customizedHeaderId' | 'prefixHeaderId' | 'rawHeaderId' | 'rawPrefixHeaderId'
>;

/** Gives the headings of one document their ids; one that was given before gets a number behind it. */
export class HeadingIds {
  readonly #wanted: Wanted;
  readonly #given = new Map<string, number>();

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
  }

  /** The id of a heading with this text, and its HTML without the id that may stand there. */
  next(text: string, html: string): { id: string | undefined; html: string } {
    const { customizedHeaderId, headerIds } = this.#wanted;
    const own = /\s*\{([\w-]+)\}\s*$/u;
    const named = customizedHeaderId ? own.exec(text)?.[1] : undefined;
    if (named !== undefined) return { id: this.#once(named), html: html.replace(own, '') };
    return { id: headerIds ? this.#once(this.#ofText(text)) : undefined, html };
  }

  ofColumn(text: string): string {
    return this.#once(cleaned(text));
  }

  #ofText(text: string): string {
    const { prefixHeaderId, rawHeaderId, rawPrefixHeaderId } = this.#wanted;
    const clean = rawHeaderId ? dashed : cleaned;
    return rawPrefixHeaderId ? prefixHeaderId + clean(text) : clean(prefixHeaderId + text);
  }

  #once(id: string): string {
    const count = this.#given.get(id) ?? 0;
    this.#given.set(id, count + 1);
    return count === 0 ? id : `${id}-${count}`;
  }
}

/** As GitHub makes them: only letters and digits stay. */
function cleaned(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/gu, '-');
}

function dashed(text: string): string {
  return text
    .toLowerCase()
    .trim()
    .replace(/[\s"']/gu, '-');
}
