import { useState } from 'react';
import { LeaveQuestion } from './leave-question.js';

/** For what lies above a page, such as a drawer: asks before it is closed while something in it is not saved. */
export function useCloseGuard(isDirty: boolean) {
  const [leave, setLeave] = useState<() => void>();
  /** Does it at once when nothing would be lost. */
  const guard = (close: () => void) => (isDirty ? setLeave(() => close) : close());
  const question = (
    <LeaveQuestion
      isOpen={leave !== undefined}
      onStay={() => setLeave(undefined)}
      onLeave={() => {
        setLeave(undefined);
        leave?.();
      }}
    />
  );
  return { guard, question, isAsking: leave !== undefined };
}
