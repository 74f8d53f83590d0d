import { useBlocker } from '@tanstack/react-router';
import { LeaveQuestion } from './leave-question.js';

/** Asks before what was typed is lost, inside the application and when the page is closed. */
export function UnsavedGuard({ isDirty }: { isDirty: boolean }) {
  const { status, proceed, reset } = useBlocker({
    // What opens within the page, such as a node, loses nothing.
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  return <LeaveQuestion isOpen={status === 'blocked'} onStay={() => reset?.()} onLeave={() => proceed?.()} />;
}
