import { useLocalStorage } from '@mantine/hooks';

const key = 'patchbay.tour';
const names = ['connection', 'pattern', 'run'] as const;

export type TourStep = (typeof names)[number];

interface Tour {
  isClosed: boolean;
  done: TourStep[];
}

const fresh: Tour = { isClosed: false, done: [] };

/** How far the person has come in the tour; kept in this browser. */
export function useTour() {
  const [tour, keep] = useLocalStorage<Tour>({
    key,
    defaultValue: fresh,
    // At once, so that a closed tour does not flash up.
    getInitialValueInEffect: false,
    deserialize: read,
  });
  return {
    ...tour,
    finish: (step: TourStep) => keep((now) => ({ ...now, done: [...new Set([...now.done, step])] })),
    close: () => keep((now) => ({ ...now, isClosed: true })),
    restart: () => keep(fresh),
  };
}

/** A new installation at an address that this browser knew before begins with the tour again. */
export function forgetTour(): void {
  localStorage.removeItem(key);
}

/** Whatever another version, or a person, has left there must not keep the page from being drawn. */
function read(text: string | undefined): Tour {
  try {
    const kept: unknown = JSON.parse(text ?? '');
    if (typeof kept !== 'object' || kept === null) return fresh;
    const { isClosed, done } = kept as { isClosed?: unknown; done?: unknown };
    const finished = Array.isArray(done) ? names.filter((name) => done.includes(name)) : [];
    return { isClosed: isClosed === true, done: finished };
  } catch {
    return fresh;
  }
}
