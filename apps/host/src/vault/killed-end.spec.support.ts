/** How a process comes to its end: by others at any moment when it names no point. */
export interface End {
  /** It need not have started whole. */
  early?: true;
  /** It kills itself there. */
  point?: string | undefined;
}

/**
 * At a point by its name, at any moment, again at a point, or while it is being started and interrupted rotations go on.
 * Whoever shares it shares the points, so that together they come by most of them.
 */
export function endsAt(points: readonly string[]): (count: number) => End {
  let next = 0;
  return (count) => {
    if (count % 2 === 0) return { point: points[next++ % points.length] };
    return count % 4 === 1 ? {} : { early: true };
  };
}

export function shuffled(points: readonly string[]): string[] {
  const keyed = points.map((point) => ({ point, key: Math.random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ point }) => point);
}
