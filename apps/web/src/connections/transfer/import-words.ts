import type { ImportEntry, ImportPlan } from '@patchbay/contracts';
import { parsePointer } from '@patchbay/fields';
import { count } from '../../ui/words.js';

type Problem = ImportEntry['problems'][number];

/** The plan in one sentence. */
export function planWords({ entries }: ImportPlan): string {
  const of = (wanted: ImportEntry['action']) => entries.filter(({ action }) => action === wanted).length;
  const parts = [
    of('create') > 0 && `${of('create')} new`,
    of('update') > 0 && count(of('update'), 'update'),
    of('skip') > 0 && `${of('skip')} left out`,
    of('refuse') > 0 && `${of('refuse')} refused`,
  ].filter((part) => part !== false);
  if (parts.length === 0) return 'No connection was found in this text.';
  return `${count(entries.length, 'connection')}: ${parts.join(', ')}. Nothing is written yet.`;
}

/** What an update changes; whether a secret is the same is not known. */
export function changeWords(changes: readonly string[], secrets: readonly string[]): string {
  const words = [...new Set(changes.map((column) => columnWords[column] ?? column))];
  if (secrets.length > 0) return [...changed(words), secretWords(secrets)].join(' ');
  return changed(words)[0] ?? 'Changes nothing.';
}

export function secretWords(secrets: readonly string[]): string {
  return `Sets ${secrets.map(fieldOf).join(', ')}.`;
}

export function problemWords({ pointer, detail }: Problem): string {
  const field = fieldOf(pointer);
  return field === '' ? detail : `${field} ${detail}`;
}

const columnWords: Partial<Record<string, string>> = {
  config: 'settings',
  secretKeys: 'secrets',
  secretFingerprints: 'secrets',
  outputSchemas: 'schemas',
  nameSpace: 'scope',
  ownerId: 'owner',
  hostSummary: 'settings',
};

function changed(words: readonly string[]): string[] {
  return words.length === 0 ? [] : [`Changes ${words.join(', ')}.`];
}

/** A pointer into a connection as people read it: `/config/tls/ca` is `tls ca`. */
function fieldOf(pointer: string): string {
  return parsePointer(pointer.replace(/^\/config(?=\/|$)/, '')).join(' ');
}
