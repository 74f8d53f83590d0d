/** Watches the memory of the process; the function that it gives back stops and tells by how many bytes it grew at most. */
export function watchMemory(): () => number {
  const before = process.memoryUsage.rss();
  let highest = before;
  const look = (): void => void (highest = Math.max(highest, process.memoryUsage.rss()));
  const timer = setInterval(look, 50);
  return () => {
    clearInterval(timer);
    look();
    return highest - before;
  };
}
