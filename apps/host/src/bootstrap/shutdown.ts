/**
 * In this order: first nothing new is let in, then what runs is finished, then pools and processes
 * are closed, last what those still wrote to. */
export const phases = ['stopAccepting', 'finishWork', 'close', 'release'] as const;
export type Phase = (typeof phases)[number];

/** Together below the five seconds that a supervisor waits. */
const defaultMilliseconds: Record<Phase, number> = {
  stopAccepting: 200,
  finishWork: 2500,
  close: 1300,
  release: 500,
};

/** `deadline` is when the phase is given up, in milliseconds since the epoch. */
export type ShutdownStep = (deadline: number) => void | Promise<void>;

/** Ends everything in order and in time; modules register what they have to end when they start it. */
export class Shutdown {
  readonly #steps: { phase: Phase; name: string; step: ShutdownStep }[] = [];
  readonly #controller = new AbortController();
  #running: Promise<readonly string[]> | undefined;

  constructor(private readonly milliseconds: Record<Phase, number> = defaultMilliseconds) {}

  /** Aborted as soon as the shutdown begins. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  on(phase: Phase, name: string, step: ShutdownStep): void {
    this.#steps.push({ phase, name, step });
  }

  /** Runs every step once; resolves to what went wrong or took too long, as sentences. */
  run(): Promise<readonly string[]> {
    this.#controller.abort();
    this.#running ??= this.#runPhases();
    return this.#running;
  }

  async #runPhases(): Promise<readonly string[]> {
    const problems: string[] = [];
    for (const phase of phases) problems.push(...(await this.#runPhase(phase)));
    return problems;
  }

  async #runPhase(phase: Phase): Promise<readonly string[]> {
    const deadline = Date.now() + this.milliseconds[phase];
    const steps = this.#steps.filter((entry) => entry.phase === phase).reverse();
    const outcomes = await Promise.all(steps.map(({ name, step }) => inTime(name, step, deadline)));
    return outcomes.filter((problem) => problem !== undefined);
  }
}

async function inTime(name: string, step: ShutdownStep, deadline: number): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => {
      resolve(`${name} did not end in time`);
    }, deadline - Date.now());
  });
  try {
    return await Promise.race([Promise.resolve(step(deadline)).then(() => undefined), late]);
  } catch (error) {
    return `${name}: ${error instanceof Error ? error.message : 'failed'}`;
  } finally {
    clearTimeout(timer);
  }
}
