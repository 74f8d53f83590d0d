import type { Given } from './parameters.js';
import { parseReplacings, type Replacing } from './replacing.js';

export interface Escaping {
  /** Whether texts are escaped as they usually are, before anything is replaced. */
  byDefault: boolean;
  replacings: Replacing[];
}

/** What makes texts of a page texts of a document: characters with a meaning escaped, then what somebody wants replaced. */
export function escapingOf({ globalEscape, lineStartEscape, textReplace }: Given): Escaping {
  const anywhere = parseReplacings(globalEscape, 'globalEscape');
  const atStart = parseReplacings(lineStartEscape, 'lineStartEscape');
  const further = parseReplacings(textReplace, 'textReplace');
  const byDefault = anywhere.length + atStart.length === 0;
  if (byDefault) return { byDefault, replacings: further };
  const escapes = [
    ...(anywhere.length > 0 ? anywhere : usualAnywhere),
    ...(atStart.length > 0 ? atStart : usualAtStart),
  ];
  return { byDefault, replacings: [...escapes, ...further] };
}

/** The halves of what is done by default, for when only the other one is replaced. */
const usualAnywhere = [{ pattern: '[\\\\*`[\\]_]', flags: 'gu', replacement: '\\$&' }];
const usualAtStart = [
  { pattern: '^(?:-|\\+ |=+|#{1,6} |>|~~~)', flags: 'gu', replacement: '\\$&' },
  { pattern: '^(\\d+)\\. ', flags: 'gu', replacement: '$1\\. ' },
];
