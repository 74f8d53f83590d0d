/** Without slashes at its ends. No regular expression: one would take quadratic time over a long row of slashes. */
export function trimSlashes(path: string): string {
  let from = 0;
  let to = path.length;
  while (from < to && path[from] === '/') from += 1;
  while (to > from && path[to - 1] === '/') to -= 1;
  return path.slice(from, to);
}

/** Equal for paths that answer the same requests, whatever their parameters are called. */
export function shapeOf(path: string): string {
  return path
    .split('/')
    .map((segment) => (segment.startsWith(':') ? ':' : segment))
    .join('/');
}
