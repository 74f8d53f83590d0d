import { isPatchbayError } from '@patchbay/errors';
import type { Rotation } from '@patchbay/contracts';

export type RotationReport = Pick<Rotation, 'test' | 'shadow'>;

/** What the problem `rotation-test-failed` says of the test and of each step; nothing when it says nothing. */
export function reportIn(error: unknown): RotationReport {
  const { test, shadow } = (isPatchbayError(error) ? (error.extra ?? {}) : {}) as Partial<RotationReport>;
  return { test: test ?? null, shadow: shadow ?? { steps: [], stepCount: 0, notProbed: [] } };
}
