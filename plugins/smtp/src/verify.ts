import type { MailClient } from './client.js';
import { deadline } from './deadline.js';
import { problemOf } from './problems.js';

/** EHLO, encryption and login, on a session of its own; no mail is sent. Over within ten seconds, whatever the server does. */
export async function verify(client: MailClient, signal: AbortSignal): Promise<void> {
  // Never finished: after a success it ends the farewell, too, which a server may draw out.
  const limit = deadline(signal, longestMs);
  try {
    await client.single(limit.signal).verify();
  } catch (error) {
    throw limit.signal.aborted ? limit.reason() : problemOf(error);
  }
}

/** Below the ten seconds that a test may take. */
const longestMs = 8_000;
