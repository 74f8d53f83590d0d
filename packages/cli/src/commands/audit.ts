import { closeSync, openSync, writeSync } from 'node:fs';
import { plain } from '../output.js';
import { type CommandContext, type ExitCode, UsageError } from './command.js';

export interface AuditFlags {
  json?: boolean | undefined;
  out?: string | undefined;
  all?: boolean | undefined;
  expected?: string | undefined;
  actor?: string | undefined;
  action?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** `patchbay audit verify|export`. */
export async function auditCommand(
  context: CommandContext,
  [action]: readonly (string | undefined)[],
  flags: AuditFlags,
): Promise<ExitCode> {
  if (action === 'verify') return verify(context, flags);
  if (action === 'export') return exportLog(context, flags);
  throw new UsageError('Say what to do: patchbay audit verify, or patchbay audit export');
}

async function verify({ client, output }: CommandContext, flags: AuditFlags): Promise<ExitCode> {
  const expected = flags.expected === undefined ? {} : { expected: headOf(flags.expected) };
  const verdict = await client.call('auditVerify', { body: expected });
  if (flags.json === true) output.out(JSON.stringify(verdict, null, 2));
  else if (verdict.firstBad !== null)
    output.out(
      `✗ Record ${verdict.firstBad.sequence}: ${plain(verdict.firstBad.problem)}. Those before it are right: ${verdict.checked}.`,
    );
  else {
    output.out(`✓ The audit log is sound. Records: ${verdict.checked}.`);
    const { head } = verdict;
    if (head !== null)
      output.out(`  It ends with ${head.sequence}:${head.hash}; keep this elsewhere for --expected.`);
  }
  return verdict.ok ? 0 : 1;
}

function headOf(text: string): { sequence: number; hash: string } {
  const [, sequence, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (sequence !== undefined && hash !== undefined) return { sequence: Number(sequence), hash };
  throw new UsageError('--expected takes what an earlier verify ended with: NUMBER:HASH');
}

/** Written while it arrives, so that a log of any length passes through little memory. */
async function exportLog({ client, output }: CommandContext, flags: AuditFlags): Promise<ExitCode> {
  const { actor, action, from, to } = flags;
  const given = Object.entries({ actor, action, from, to }).filter(([, value]) => value !== undefined);
  const query = {
    ...Object.fromEntries(given),
    ...(flags.all === true ? { scope: 'instance' as const } : {}),
  };
  // A new file that only its owner reads: whoever made one there before would read along, or own what is written.
  const file = flags.out === undefined ? undefined : openSync(flags.out, 'wx', 0o600);
  try {
    await client.lines('auditExport', { query }, (line) => {
      if (file === undefined) output.out(line);
      else writeSync(file, `${line}\n`);
    });
  } finally {
    if (file !== undefined) closeSync(file);
  }
  if (flags.out !== undefined) output.error(`Written to ${plain(flags.out)}.`);
  return 0;
}
