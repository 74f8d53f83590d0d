import { callIntl } from '../sandbox/intl.js';
import { libraryNames } from '../expressions/program.js';
import type { Engine } from '../sandbox/engine.js';
import type { CodeRequest, GuestOutcome } from '../sandbox/guest-types.js';
import { Sandbox, SandboxStopped } from '../sandbox/sandbox.js';

export interface CodeJob extends CodeRequest {
  facts: Readonly<Record<string, unknown>>;
  timeZone: string;
}

export type CodeOutcome = GuestOutcome | { stopped: 'timeout' | 'exhausted'; stack: string };
export type CodeLog = (level: 'info' | 'warning' | 'error', message: string) => void;

/** For all items of a step together. */
export const codeLimits = { evaluationMs: 5_000, memoryBytes: 64 * 1024 * 1024 };

/** Runs a job to its end in a context in which nobody has been before. It blocks this thread meanwhile. */
export async function executeCode(engine: Engine, job: CodeJob, log: CodeLog): Promise<CodeOutcome> {
  while (!engine.isReady) await engine.load();
  const { code, mode, items, facts, timeZone } = job;
  const answer = (kind: string, given: readonly unknown[]) =>
    kind === 'intl' ? callIntl(given, timeZone) : logged(log, given);
  try {
    const sandbox = new Sandbox(engine, libraryNames.test(code) ? 'full' : 'plain', answer, codeLimits);
    sandbox.begin(facts);
    return JSON.parse(sandbox.code(JSON.stringify({ code, mode, items }))) as CodeOutcome;
  } catch (error) {
    if (!(error instanceof SandboxStopped)) throw error;
    return { stopped: error.reason, stack: error.guestStack };
  }
}

/** What comes from the sandbox may be anything. */
function logged(log: CodeLog, [level, message]: readonly unknown[]): undefined {
  log(level === 'warning' || level === 'error' ? level : 'info', String(message));
  return undefined;
}
