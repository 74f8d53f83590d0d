import { isPatchbayError } from '@patchbay/errors';
import { count } from '../../ui/words.js';

export interface Dependent {
  kind: string;
  patternId: string;
  patternName: string;
  version: number | undefined;
  /** How many of its nodes, in words. */
  nodes: string;
}

/** What uses a connection, from the problem `connection-in-use`. */
export function dependentsIn(error: unknown): Dependent[] {
  const listed = isPatchbayError(error) ? error.extra?.['dependents'] : undefined;
  if (!Array.isArray(listed)) return [];
  return (listed as Record<string, unknown>[]).map((dependent) => ({
    kind: String(dependent['kind']),
    patternId: String(dependent['patternId']),
    patternName: String(dependent['patternName']),
    version: typeof dependent['version'] === 'number' ? dependent['version'] : undefined,
    nodes: count(Array.isArray(dependent['nodeIds']) ? dependent['nodeIds'].length : 0, 'node'),
  }));
}
