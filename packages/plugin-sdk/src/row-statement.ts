import type { SqlText } from '@patchbay/fields';

/**
 * Whether a statement reads or changes rows, as far as its first word tells. Of these a database can say without
 * executing them whether it would. What begins otherwise is not guessed at, a comment included.
 */
export function isRowStatement({ strings: [text = ''] }: SqlText): boolean {
  return rowVerb.test(text);
}

const rowVerb = /^[\s(]*(?:SELECT|WITH|VALUES|TABLE|INSERT|UPDATE|DELETE|REPLACE|MERGE)\b/iu;
