import { createHash } from 'node:crypto';
import { PatchbayError } from '@patchbay/errors';
import type { PatternMemory } from '@patchbay/plugin-sdk';
import type { MemoryKeeper, MemoryRequest } from '../types.js';

const mostKeys = 1_000;

/** What a node can remember. Texts leave as digests: whoever keeps them has no use for what they say. */
export function patternMemory(
  keeper: MemoryKeeper | undefined,
  step: Pick<MemoryRequest, 'runId' | 'nodeId'>,
): PatternMemory {
  const ask = (scope: MemoryRequest['scope'], question: MemoryRequest['question']) => {
    if (!keeper) throw new PatchbayError('step-failed', 'Patterns remember nothing here.');
    return keeper.ask({ ...step, scope, question });
  };
  return {
    async areNew(texts, { scope, history }) {
      const digests = texts.map(digestOf);
      // Each once: what one question brought would be known to the next one.
      const keys = [...new Set(digests)];
      const isNew = new Map<string, boolean>();
      for (let at = 0; at < keys.length; at += mostKeys) {
        const some = keys.slice(at, at + mostKeys);
        const { areNew = [] } = await ask(scope, { kind: 'areNew', keys: some, history });
        some.forEach((key, index) => isNew.set(key, areNew[index] === true));
      }
      return digests.map((digest) => isNew.get(digest) === true);
    },
    raise: async (value, { scope, kind }) => (await ask(scope, { kind: 'raise', of: kind, value })).before,
    forget: async (scope) => void (await ask(scope, { kind: 'forget' })),
  };
}

/** 132 bits of SHA-256. */
function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
