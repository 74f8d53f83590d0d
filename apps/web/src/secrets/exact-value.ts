import { MASK } from '@patchbay/fields';

/** A text that looks like the mask is meant as it stands: here somebody typed it. */
export function exactValue(text: string): string | { $value: string } {
  return text === MASK ? { $value: text } : text;
}
