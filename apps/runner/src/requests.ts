import { PatchbayError } from '@patchbay/errors';
import { toWireProblem, type HostMessage } from '@patchbay/protocol';
import type { Plugins } from './plugins/plugins.js';
import type { LazyRuntime } from './runs/lazy-runtime.js';
import type { Uplink } from './uplink.js';

type Describe = Extract<HostMessage, { type: 'describe' }>;
type Test = Extract<HostMessage, { type: 'test' }>;
type Models = Extract<HostMessage, { type: 'models' }>;
type Probe = Extract<HostMessage, { type: 'probe' }>;

/** What the host asks outside of runs; every request is answered once. */
export class Requests {
  readonly #active = new Map<number, AbortController>();

  constructor(
    private readonly uplink: Uplink,
    private readonly plugins: Plugins,
  ) {}

  describe({ requestId, plugin }: Describe): void {
    this.#answer(requestId, async () => {
      // Brings what the catalog needs of @patchbay/fields, which most runners never do.
      const { describePlugin } = await import('./plugins/describe-plugin.js');
      const manifest = describePlugin(await this.plugins.load(plugin));
      this.uplink.send({ type: 'described', requestId, manifest });
    });
  }

  test({ requestId, connection, deadlineMs, delivery }: Test, runtime: LazyRuntime): void {
    this.#answer(requestId, async (signal) => {
      await this.plugins.needConnector(connection.connectorType);
      const loaded = await runtime.load();
      const { config = {}, ...rest } = connection;
      const result = await loaded.test(
        { ...rest, config },
        { signal, deadlineMs, ...(delivery ? { delivery } : {}) },
      );
      this.uplink.send({ type: 'tested', requestId, result });
    });
  }

  models({ requestId, connection, ...request }: Models, runtime: LazyRuntime): void {
    this.#answer(requestId, async (signal) => {
      await this.plugins.needConnector(connection.connectorType);
      const loaded = await runtime.load();
      const { config = {}, ...rest } = connection;
      const list = await loaded.models({ ...rest, config }, { ...request, signal });
      this.uplink.send({ type: 'listed', requestId, list });
    });
  }

  probe({ requestId, connection, steps, deadlineMs }: Probe, runtime: LazyRuntime): void {
    this.#answer(requestId, async (signal) => {
      await this.plugins.needConnector(connection.connectorType);
      await this.plugins.needNodes(steps.map(({ nodeType }) => nodeType));
      const loaded = await runtime.load();
      const { config = {}, ...rest } = connection;
      const probed = await loaded.probe({ ...rest, config }, { steps, signal, deadlineMs });
      this.uplink.send({ type: 'probed', requestId, steps: probed });
    });
  }

  abort(requestId: number): void {
    this.#active
      .get(requestId)
      ?.abort(new PatchbayError('run-canceled', 'The host no longer waits for the answer.'));
  }

  #answer(requestId: number, work: (signal: AbortSignal) => Promise<void>): void {
    const controller = new AbortController();
    this.#active.set(requestId, controller);
    work(controller.signal)
      .catch((error: unknown) => {
        this.uplink.send({ type: 'failed', requestId, problem: toWireProblem(error) });
      })
      .finally(() => this.#active.delete(requestId));
  }
}
