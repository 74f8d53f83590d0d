import type { Delivery } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { TestOutcome } from '@patchbay/plugin-sdk';
import { createRedactor } from '@patchbay/redaction';
import { Stop } from '../steps/stop.js';
import { testFailure } from './failures.js';
import { openClient, type ConnectionToOpen, type OpenClient, type OpenOptions } from './open.js';
import { untilAborted } from './until-aborted.js';

export interface ConnectionTest {
  outcome: TestOutcome;
  latencyMs: number;
  message?: string;
}

/** Tests a connection on a client of its own, never the shared one. Every failure becomes an outcome; never rejects. */
export async function testConnection(
  options: OpenOptions,
  connection: ConnectionToOpen,
  { signal, deadlineMs, delivery }: { signal: AbortSignal; deadlineMs: number; delivery?: Delivery },
): Promise<ConnectionTest> {
  const start = performance.now();
  const late = new PatchbayError('connect-timeout', `The test was not over within ${deadlineMs / 1_000} s.`);
  const stop = new Stop().follow(signal).after(deadlineMs, late);
  let open: OpenClient | undefined;
  let result: Omit<ConnectionTest, 'latencyMs'>;
  try {
    open = openClient({ ...options, maxReceivedBytes }, connection);
    result = await untilAborted(
      delivery ? deliver(open, delivery, stop.signal) : ask(open, stop.signal),
      stop.signal,
    );
  } catch (error) {
    result = testFailure(error);
  } finally {
    stop.end();
    // Not awaited: a server that hangs at closing must not hold up the answer.
    void open?.close();
  }
  const message =
    result.message && harmless(createRedactor(open?.secrets).redactAndTruncate(result.message, 2_000));
  return {
    outcome: result.outcome,
    latencyMs: Math.round(performance.now() - start),
    ...(message ? { message } : {}),
  };
}

/** A server's words may stand in it: control characters would move the cursor of the terminal that shows them. */
function harmless(message: string): string {
  return message.replaceAll(/\p{Cc}+/gu, ' ');
}

/** A test asks for next to nothing; a server that sends without end must not fill the memory meanwhile. */
const maxReceivedBytes = 16 * 1024 * 1024;

async function ask(open: OpenClient, signal: AbortSignal): Promise<Omit<ConnectionTest, 'latencyMs'>> {
  const answer = await open.connector.test(await open.client, { signal });
  if (!answer) return { outcome: 'ok' };
  return answer.ok
    ? { outcome: 'ok', ...(answer.message ? { message: answer.message } : {}) }
    : { outcome: answer.outcome, message: answer.message };
}

/** Fails with `unsupported` when the connector cannot; the secrets of a client that is asked for nothing stay here. */
async function deliver(
  { connector, client }: OpenClient,
  { kind, message }: Delivery,
  signal: AbortSignal,
): Promise<Omit<ConnectionTest, 'latencyMs'>> {
  const { notifier, messaging } = connector.capabilities ?? {};
  if (kind === 'notify' && notifier) await notifier(await client).notify(message, { signal });
  else if (kind === 'sendMessage' && messaging)
    await messaging(await client).sendMessage(message, { signal });
  else throw new PatchbayError('connect-unsupported', 'This connector cannot send that.');
  return { outcome: 'ok' };
}
