import type { ConnectionSummary } from '@patchbay/contracts';
import { RelativeTime } from '../ui/relative-time.js';
import { StateBadge } from '../ui/state-badge.js';
import { milliseconds } from '../ui/words.js';
import { outcomeWords } from './test-words.js';

type Tested = Pick<ConnectionSummary, 'lastTest' | 'lastTestedAt' | 'stale'>;

/** What the last test said, in one line; a test of long ago says so. */
export function LastTest({ connection: { lastTest, lastTestedAt, stale } }: { connection: Tested }) {
  if (!lastTest || lastTestedAt === null) return <StateBadge state="untested">Not tested</StateBadge>;
  if (stale) {
    return (
      <span title={outcomeWords(lastTest)}>
        <StateBadge state="warning">Not tested for {daysSince(lastTestedAt)}</StateBadge>
      </span>
    );
  }
  return (
    <span className="last-test" title={lastTest.message}>
      <StateBadge state={lastTest.ok ? 'passed' : 'failed'}>
        {lastTest.ok ? `Passed ${milliseconds(lastTest.latencyMs)}` : outcomeWords(lastTest)}
      </StateBadge>
      <span className="muted small">
        {lastTest.ok && '· '}
        <RelativeTime time={lastTestedAt} />
      </span>
    </span>
  );
}

function daysSince(time: string): string {
  const days = Math.floor((Date.now() - Date.parse(time)) / 86_400_000);
  return days === 1 ? '1 day' : `${days} days`;
}
