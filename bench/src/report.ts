export interface Measured {
  name: string;
  perSecond: number;
  p50Ms?: number;
  p99Ms?: number;
  /** Of the processor, for each. */
  processorMs?: number;
}

/** Prints the measured rates and each one's ratio to the first, which is the bare thing. */
export function report(title: string, [bare, ...others]: readonly Measured[]): void {
  if (bare === undefined) throw new TypeError('There is nothing to compare with');
  console.log(`\n${title}`);
  for (const measured of [bare, ...others]) {
    const times =
      measured.p50Ms === undefined ? '' : `  p50 ${ms(measured.p50Ms)}  p99 ${ms(measured.p99Ms ?? 0)}`;
    const ratio =
      measured === bare
        ? 'bare'
        : `${(bare.perSecond / measured.perSecond).toFixed(2)} times the bare one's time`;
    const work = measured.processorMs === undefined ? '' : `  processor ${ms(measured.processorMs)}`;
    console.log(
      `  ${measured.name.padEnd(24)} ${rate(measured.perSecond).padStart(12)}${times}${work}  ${ratio}`,
    );
  }
}

function rate(perSecond: number): string {
  return `${Math.round(perSecond).toLocaleString('en')}/s`;
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`;
}

/** Runs `work` over and over for the given time, after a tenth of it to warm up; calls a second. */
export function perSecond(work: () => unknown, milliseconds = 1500): number {
  repeat(work, milliseconds / 10);
  return repeat(work, milliseconds);
}

function repeat(work: () => unknown, milliseconds: number): number {
  const start = performance.now();
  let calls = 0;
  let elapsed = 0;
  do {
    for (let inner = 0; inner < 50; inner += 1) work();
    calls += 50;
    elapsed = performance.now() - start;
  } while (elapsed < milliseconds);
  return (calls / elapsed) * 1000;
}
