/** What an answer shows in place of a set secret: eight U+2022, whatever the secret's length. */
export const MASK = '\u2022'.repeat(8);
