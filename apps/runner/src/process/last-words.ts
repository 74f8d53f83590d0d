import { PatchbayError } from '@patchbay/errors';
import { exitCodes, toWireProblem } from '@patchbay/protocol';
import type { Uplink } from '../uplink.js';

const patienceMs = 250;

/** An error that nobody caught leaves the process in an unknown state: it says so and ends. */
export function endOnUncaught(uplink: Uplink): void {
  process.on('uncaughtException', (error: unknown) => {
    // Standard error is captured and redacted by the host; the message itself may quote anything.
    console.error(error);
    const detail = `Plugin code left an error uncaught: ${nameOf(error)}. The runner's log has more.`;
    endWith(uplink, new PatchbayError('runner-crashed', detail), exitCodes.uncaught);
  });
}

/** Ends the process after the host was told, or without it when the host does not listen. */
export function endWith(uplink: Uplink, problem: PatchbayError, exitCode: number): void {
  setTimeout(() => process.exit(exitCode), patienceMs);
  uplink.send({ type: 'fatal', problem: toWireProblem(problem) });
  void uplink.drained().then(() => process.exit(exitCode));
}

/** The host broke a rule of the channel, which is closed now; the reason leaves by standard error. */
export function endRefusing(refusal: PatchbayError): void {
  setTimeout(() => process.exit(exitCodes.messageRefused), patienceMs);
  process.stderr.write(`${refusal.detail ?? refusal.code}\n`, () => process.exit(exitCodes.messageRefused));
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return `a ${typeof error}`;
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}
