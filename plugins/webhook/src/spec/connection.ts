import { after } from 'node:test';
import {
  type ConnectorDefinition,
  type FieldMap,
  isPatchbayError,
  type NotifierCapability,
  type ProblemCode,
  type TestResult,
} from '@patchbay/plugin-sdk';
import { openConnector, type OpenConnectorOptions, type OpenedConnector } from '@patchbay/plugin-testing';

export const never: AbortSignal = new AbortController().signal;
export const canary = 'canary-2b8e51-secret';

export interface OpenSink {
  capability: OpenedConnector<unknown>['capability'];
  notifier: NotifierCapability;
  test(): Promise<TestResult | void>;
}

/** Opened as the runtime does it, and closed after the suite. */
export async function open<F extends FieldMap, Client>(
  connector: ConnectorDefinition<F, Client>,
  config: Record<string, unknown>,
  options?: OpenConnectorOptions,
): Promise<OpenSink> {
  const opened = await openConnector(connector, config, options);
  after(() => opened.close());
  return {
    capability: (name) => opened.capability(name),
    notifier: opened.capability('notifier'),
    test: () => connector.test(opened.client, { signal: new AbortController().signal }),
  };
}

/** For `assert.rejects`: the code, and a message that does not hold the canary. */
export function problem(code: ProblemCode): (error: unknown) => boolean {
  return (error) => {
    if (!isPatchbayError(error) || error.code !== code) throw error;
    if (error.message.includes(canary)) throw new Error(`The message holds the secret: ${error.message}`);
    return error.cause === undefined;
  };
}
