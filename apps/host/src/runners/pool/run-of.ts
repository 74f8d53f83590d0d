import type { RunnerMessage } from '@patchbay/protocol';

/** The run that a message is about, as the runner says. */
export function runOf(message: RunnerMessage): string | undefined {
  if (message.type === 'hook.reply') return message.reply.runId;
  if (message.type === 'run.finished') return message.outcome.runId;
  if (message.type === 'run.aside') return message.aside.runId;
  return 'runId' in message ? message.runId : undefined;
}
