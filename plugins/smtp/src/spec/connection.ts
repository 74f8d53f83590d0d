import { after } from 'node:test';
import {
  isPatchbayError,
  type MailCapability,
  type NotifierCapability,
  type ProblemCode,
  type TestResult,
} from '@patchbay/plugin-sdk';
import { openConnector, type OpenConnectorOptions } from '@patchbay/plugin-testing';
import { smtp } from '../connector.js';
import { login, trusted } from './mail-server.js';

export const never: AbortSignal = new AbortController().signal;

/** A configuration for the servers of `mail-server.ts`. */
export function settings(port: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    host: '127.0.0.1',
    port,
    ...login,
    fromAddress: 'Patchbay <patchbay@example.test>',
    tlsCa: trusted.cert,
    ...more,
  };
}

export interface OpenSmtp {
  mail: MailCapability;
  notifier: NotifierCapability;
  test(): Promise<TestResult | void>;
  close(): Promise<void>;
}

/** Opened as the runtime does it, and closed after the suite. */
export async function openSmtp(
  config: Record<string, unknown>,
  options?: OpenConnectorOptions,
): Promise<OpenSmtp> {
  const opened = await openConnector(smtp, config, options);
  after(() => opened.close());
  return {
    close: () => opened.close(),
    test: () => smtp.test(opened.client, { signal: new AbortController().signal }),
    mail: opened.capability('mail'),
    notifier: opened.capability('notifier'),
  };
}

/** For `assert.rejects`: the code, and a message that holds neither the login nor any other of the texts. */
export function problem(code: ProblemCode, ...absent: string[]): (error: unknown) => boolean {
  const pair = `\0${login.username}\0${login.password}`;
  const secrets = [
    login.password,
    Buffer.from(pair).toString('base64'),
    Buffer.from(login.password).toString('base64'),
  ];
  return (error) => {
    if (!isPatchbayError(error) || error.code !== code) throw error;
    const leaked = [...secrets, ...absent].find((text) => error.message.includes(text));
    if (leaked !== undefined) throw new Error(`The message holds "${leaked}": ${error.message}`);
    return error.cause === undefined;
  };
}
