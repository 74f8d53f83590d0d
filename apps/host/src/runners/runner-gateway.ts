import type { Delivery, ModelList } from '@patchbay/contracts';
import type {
  OpenedConnection,
  PluginManifest,
  PluginSource,
  ProbedStep,
  StepToProbe,
  TestOutcomeSchema,
} from '@patchbay/protocol';
import type { Static } from '@sinclair/typebox';

export type TestResult = Static<typeof TestOutcomeSchema>;

export interface TestOptions {
  /** A runner works for one project in its life, so that no plugin sees two projects' credentials. */
  projectId: string;
  /** Milliseconds after which the answer is `timeout`. */
  deadlineMs: number;
  /** Delivers this through the client instead of testing it. */
  delivery?: Delivery;
}

export interface ModelOptions extends TestOptions {
  /** Only these; those that the login owns when empty. */
  schemas: string[];
  maxModels: number;
}

export interface ProbeOptions extends Omit<TestOptions, 'delivery'> {
  /** Of one plugin, since foreign code must not lie beside credentials that it has nothing to do with. */
  steps: StepToProbe[];
}

/** What the host asks of runners outside of runs; also its injection token. */
export abstract class RunnerGateway {
  /**
   * Opens a client of its own, tests it, closes it; never the shared pool. Resolves also when the test fails.
   * @throws PatchbayError a `runner-*` problem
   */
  abstract test(connection: OpenedConnection, options: TestOptions): Promise<TestResult>;

  /**
   * Lists what a connection can read, on a client of its own.
   * @throws PatchbayError `connect-*`, or a `runner-*` problem
   */
  abstract models(connection: OpenedConnection, options: ModelOptions): Promise<ModelList>;

  /**
   * What these steps would meet, in their order, on a client of its own and without any effect.
   * @throws PatchbayError `connect-*`, or a `runner-*` problem
   */
  abstract probe(connection: OpenedConnection, options: ProbeOptions): Promise<ProbedStep[]>;

  /** @throws PatchbayError `plugin-load-failed`, `plugin-invalid`, or a `runner-*` problem */
  abstract describe(plugin: PluginSource): Promise<PluginManifest>;

  /** The plugins whose code runners load from now on. */
  abstract setPlugins(plugins: readonly PluginSource[]): void;
}
