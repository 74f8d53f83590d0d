import type { ConnectionBulkItem } from '@patchbay/contracts';
import { stateWords } from '../state-words.js';
import { isolated } from '../../ui/isolated.js';

const words: Record<string, string> = {
  'connection-in-use': 'It is in use',
  'connection-not-found': 'It has been deleted meanwhile',
  'connection-name-taken': 'One of this name is there already',
  'connection-quarantined': 'Its secrets do not open',
  'open-failed': 'Its earlier secrets do not open',
  'secret-in-use': 'It reads a secret of this project by its name',
  forbidden: 'Only its owner or an administrator can give it away',
};

/** Why one keeps all of them from being changed. */
export function problemWords(code: string): string {
  return Object.hasOwn(words, code) ? (words[code] ?? code) : code;
}

export function userWords({ patternName, kind, version }: ConnectionBulkItem['dependents'][number]): string {
  return `${isolated(patternName)} (${stateWords({ kind, version })})`;
}
