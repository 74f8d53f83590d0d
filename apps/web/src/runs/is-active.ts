import type { RunStatus } from '@patchbay/contracts';

/** Something of it happens right now. */
export function isActive(status: RunStatus): boolean {
  return status === 'queued' || status === 'running';
}

/** Nothing of it will happen any more. */
export function isOver(status: RunStatus): boolean {
  return !isActive(status) && status !== 'waiting';
}
