import { Button } from '@mantine/core';
import { useMay } from '../api/use-me.js';
import { Page } from '../ui/page.js';
import { NextPlaces } from './next-places.js';
import { useTour, type TourStep } from './tour.js';
import { TourSteps } from './tour-steps.js';

/** A tour that ends with a result on the screen; afterwards the places to go on from. */
export function StartPage() {
  const tour = useTour();
  const steps = useOwnSteps();
  const isOver = steps.every((step) => tour.done.includes(step));
  return (
    <Page
      title="Start here"
      action={
        // One button whose words change, so that the focus stays on it.
        <Button variant="default" onClick={tour.isClosed ? tour.restart : tour.close}>
          {tour.isClosed ? 'Take the tour' : isOver ? 'Close the tour' : 'Skip the tour'}
        </Button>
      }
    >
      {!tour.isClosed && <TourSteps steps={steps} done={tour.done} onDone={tour.finish} />}
      {(tour.isClosed || isOver) && <NextPlaces />}
    </Page>
  );
}

/** A step that the person's role does not allow is no part of their tour. */
function useOwnSteps(): TourStep[] {
  const allowed: Record<TourStep, boolean> = {
    connection: useMay('connector.edit'),
    pattern: useMay('pattern.read'),
    run: useMay('pattern.run'),
  };
  return (['connection', 'pattern', 'run'] as const).filter((step) => allowed[step]);
}
