import type { RunStatus } from '@patchbay/contracts';

/** Whether a run is not over yet. */
export function isActive(status: RunStatus): boolean {
  return status === 'queued' || status === 'running';
}
