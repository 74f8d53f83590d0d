import { setFlagsFromString } from 'node:v8';
import type { Runtime, RuntimeOptions } from '@patchbay/runtime';
import type { HostMessage } from '@patchbay/protocol';
import type { Plugins } from '../plugins/plugins.js';

type Hello = Extract<HostMessage, { type: 'hello' }>;

/** What runs ask the host for. */
export type Doors = Required<Pick<RuntimeOptions, 'broker' | 'calls' | 'memory'>>;

/**
 * V8's own. The host starts runners with several times as much, so that an idle one is not optimized; with that, the
 * first thousands of runs are interpreted and take twice the time.
 */
const budgetOfWork = 67_584;

/** Imports the runtime when the first run or test comes: an idle runner stays small. */
export class LazyRuntime {
  #loading: Promise<Runtime> | undefined;

  constructor(
    private readonly hello: Hello,
    private readonly plugins: Plugins,
    private readonly doors: Doors,
  ) {}

  get resumeBase(): string {
    return this.hello.resumeBase;
  }

  load(): Promise<Runtime> {
    return (this.#loading ??= this.#create());
  }

  /** Undefined as long as nothing was executed. */
  get loaded(): Promise<Runtime> | undefined {
    return this.#loading;
  }

  async #create(): Promise<Runtime> {
    setFlagsFromString(`--interrupt-budget=${budgetOfWork}`);
    const { createRuntime } = await import('@patchbay/runtime');
    const { egress, allowedDirectories, limits, files } = this.hello;
    return createRuntime({
      catalog: this.plugins,
      ...this.doors,
      policy: egress,
      allowedDirectories,
      limits,
      files,
    });
  }
}
