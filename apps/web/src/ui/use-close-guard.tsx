import { useState } from 'react';
import { LeaveQuestion } from './leave-question.js';

/** For what lies above a page, such as a drawer: asks before it is closed while something in it is not saved. */
export function useCloseGuard(isDirty: boolean) {
  const [leave, setLeave] = useState<() => void>();
  /** Does it at once when nothing would be lost. */
  const guard = (close: () => void) => (isDirty ? afterTheKey(() => setLeave(() => close)) : close());
  const question = (
    <LeaveQuestion
      isOpen={leave !== undefined}
      onStay={() => afterTheKey(() => setLeave(undefined))}
      onLeave={() => {
        setLeave(undefined);
        leave?.();
      }}
    />
  );
  return { guard, question, isAsking: leave !== undefined };
}

/** One press of Escape reaches the dialog and the question in turn: what it does to one must not be seen by the other. */
function afterTheKey(change: () => void): void {
  setTimeout(change);
}
