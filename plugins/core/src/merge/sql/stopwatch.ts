/**
 * Whether so many milliseconds of work are over. The clock alone would blame a query for the time in which a busy machine let
 * others work: until twice the time is over, the processor must have worked for half of it.
 */
export class Stopwatch {
  readonly #start = performance.now();
  readonly #used = process.cpuUsage();

  isOver(milliseconds: number): boolean {
    const elapsed = performance.now() - this.#start;
    if (elapsed <= milliseconds) return false;
    const { user, system } = process.cpuUsage(this.#used);
    return elapsed > 2 * milliseconds || (user + system) / 1_000 >= milliseconds / 2;
  }
}
