import { Stack } from '@mantine/core';
import type { TestAnswer } from '@patchbay/contracts';
import { StateBadge } from '../ui/state-badge.js';
import { milliseconds } from '../ui/words.js';
import { failureSentence, outcomeWords } from './test-words.js';

/** A test just made: how long it took, or why it failed and what to do. */
export function TestResult({ test }: { test: TestAnswer }) {
  return (
    <Stack gap={2}>
      <StateBadge state={test.ok ? 'passed' : 'failed'}>
        {outcomeWords(test)} {test.ok && milliseconds(test.latencyMs)}
      </StateBadge>
      <span className={test.ok ? 'muted small' : 'small'}>
        {test.ok ? test.message : failureSentence(test)}
      </span>
    </Stack>
  );
}
