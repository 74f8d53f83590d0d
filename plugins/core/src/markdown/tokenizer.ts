import type { MarkedExtension, Tokens } from 'marked';
import type { Given } from './parameters.js';

type Wanted = Pick<
  Given,
  'requireSpaceBeforeHeadingText' | 'simplifiedAutoLink' | 'excludeTrailingPunctuation'
>;

/** Where somebody wants a document read otherwise than GitHub does; `false` goes on as usual. */
export function tokenizerOf(wanted: Wanted): NonNullable<MarkedExtension['tokenizer']> {
  return {
    heading(text): Tokens.Heading | false {
      if (wanted.requireSpaceBeforeHeadingText) return false;
      const [raw, signs = '', title = ''] = /^ {0,3}(#{1,6})([^\s#][^\n]*)(?:\n+|$)/u.exec(text) ?? [];
      if (raw === undefined) return false;
      const said = title.replace(/[#\s]+$/u, '');
      return { type: 'heading', raw, depth: signs.length, text: said, tokens: this.lexer.inline(said) };
    },
    url(text): Tokens.Link | undefined | false {
      if (!wanted.simplifiedAutoLink) return undefined;
      if (wanted.excludeTrailingPunctuation) return false;
      const [raw] = /^(?:https?:\/\/|www\.)[^\s<>]+/iu.exec(text) ?? [];
      if (raw === undefined) return false;
      const href = /^www/iu.test(raw) ? `http://${raw}` : raw;
      return { type: 'link', raw, href, text: raw, tokens: [{ type: 'text', raw, text: raw }] };
    },
  };
}
