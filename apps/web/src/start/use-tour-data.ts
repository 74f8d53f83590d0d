import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { patternQuery } from '../api/queries.js';
import { sampleQuery } from './sample-query.js';
import type { TourStep } from './tour.js';
import { useWelcome } from './use-welcome.js';

/** Whether all that the steps show has come, or has failed to: they are drawn at once, so that none pushes the others down. */
export function useTourData(steps: readonly TourStep[]): boolean {
  const sample = useQuery({ ...sampleQuery, enabled: steps.includes('connection') });
  const { welcome, isLoading } = useWelcome();
  const pattern = useQuery({ ...patternQuery(welcome?.id ?? ''), enabled: typeof welcome?.id === 'string' });
  const isThere = !sample.isLoading && !isLoading && !pattern.isLoading;
  // Steps whose data failed to come ask for it again as they are drawn: to take them away for that would go on for ever.
  const [isDrawn, setDrawn] = useState(false);
  if (isThere && !isDrawn) setDrawn(true);
  return isDrawn || isThere;
}
