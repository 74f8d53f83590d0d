import type { OpenedConnection, PluginManifest, PluginSource, TestOutcomeSchema } from '@patchbay/protocol';
import type { Static } from '@sinclair/typebox';

export type TestResult = Static<typeof TestOutcomeSchema>;

/** What the host asks of runners outside of runs; also its injection token. */
export abstract class RunnerGateway {
  /** Opens a client of its own, tests it, closes it; never the shared pool. Resolves also when the test fails. */
  abstract test(connection: OpenedConnection, options: { deadlineMs: number }): Promise<TestResult>;

  /** @throws PatchbayError `plugin-load-failed`, or a `runner-*` problem */
  abstract describe(plugin: PluginSource): Promise<PluginManifest>;
}
