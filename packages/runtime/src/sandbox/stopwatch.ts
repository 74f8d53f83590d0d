/**
 * Measures how long this thread has worked, in milliseconds. The clock alone would blame an expression for the
 * time in which a busy machine let other processes run. Asking for the processor's time is slow, so that is done
 * only when the clock says that half of the time is over.
 */
export class Stopwatch {
  readonly #start = performance.now();
  #half: NodeJS.CpuUsage | undefined;

  isOver(ms: number): boolean {
    const elapsed = performance.now() - this.#start;
    if (elapsed <= ms / 2) return false;
    this.#half ??= process.cpuUsage();
    if (elapsed <= ms) return false;
    const { user, system } = process.cpuUsage(this.#half);
    return (user + system) / 1_000 >= ms / 2;
  }
}
