import { parseArgs } from 'node:util';
import { isPatchbayError } from '@patchbay/errors';
import { type CommandContext, type ExitCode, UsageError } from './commands/command.js';
import { type AuditFlags, auditCommand } from './commands/audit.js';
import { connectionsCommand } from './commands/connections.js';
import { doctorCommand } from './commands/doctor.js';
import { loginCommand, logoutCommand } from './commands/login.js';
import { runCommand } from './commands/run.js';
import { vaultCommand, type VaultFlags } from './commands/vault.js';
import type { TransferFlags } from './commands/transfer.js';
import { type Output, plain, standardOutput } from './output.js';
import { readSettings } from './settings.js';
import { connect } from './transport.js';
import { untilStarted } from './until-started.js';

const help = `patchbay <command>

  run <pattern>              run a pattern by name or id
      --input JSON|@file|-   the items that it starts with
      --environment NAME     development unless you say otherwise
  connections list           connections with their last test
  connections test <name>    test one, or all with --all
  connections export         connections as a file, without secrets
      --secrets              with them, encrypted with a passphrase
      --only NAME            these alone; may be said several times
      --out FILE             a new file, instead of standard output
  connections import <file>  create and update connections from a file; shows a plan first
      --format FORMAT        patchbay, env, urls, curl, n8n, airflow, pem, serviceAccount
      --dry-run              only show the plan
      --yes                  do what the plan shows without asking
      --match name|id        how entries find what exists; by name unless you say otherwise
      --existing ACTION      update, skip or refuse what exists
      --skip KEY             leave an entry out; may be said several times
      --leave-out-refused    leave out what cannot be written
      --passphrase-file FILE, --passphrase-fd NUMBER
                             where the passphrase is read; at the terminal otherwise
  audit verify               check that nobody changed the audit log
      --expected NUMBER:HASH the end of the log that an earlier verify told
  audit export               the records as JSON lines, oldest first
      --all                  of the whole installation, not of the project
      --actor WHO, --action WHAT, --from TIME, --to TIME
                             these alone
      --out FILE             a new file, instead of standard output
  vault status               the master key by fingerprint, and what is sealed under it
  vault rotate               change the master key while everything goes on
      --abandon-damaged      although records that do not open stay under the old one
  vault backfill             seal what an older or foreign installation left readable
      --dry-run              only say what would be sealed
  doctor                     look for what is wrong with this installation
  login, logout              keep or forget a session for this server

  --url URL                  the server; http://127.0.0.1:5680 unless PATCHBAY_HOST and PATCHBAY_PORT say otherwise
  --json                     print JSON

Without a login, commands act as the owner of the data directory (PATCHBAY_DATA_DIR, ./.patchbay) through its socket.`;

const options = {
  url: { type: 'string' },
  json: { type: 'boolean' },
  all: { type: 'boolean' },
  input: { type: 'string' },
  environment: { type: 'string' },
  expected: { type: 'string' },
  actor: { type: 'string' },
  action: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  'abandon-damaged': { type: 'boolean' },
  secrets: { type: 'boolean' },
  only: { type: 'string', multiple: true },
  out: { type: 'string' },
  format: { type: 'string' },
  match: { type: 'string' },
  existing: { type: 'string' },
  skip: { type: 'string', multiple: true },
  yes: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  'leave-out-refused': { type: 'boolean' },
  'passphrase-file': { type: 'string' },
  'passphrase-fd': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** They say what there is, or are about a server that may be elsewhere. */
const asIs = new Set(['doctor', 'login', 'logout']);

/** Runs one command line; answers with the exit code and never throws. */
export async function main(args: readonly string[], output: Output = standardOutput): Promise<ExitCode> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [command, ...rest] = positionals;
    if (values.help === true || command === undefined) {
      output.out(help);
      return values.help === true ? 0 : 2;
    }
    const settings = readSettings(values);
    if (!asIs.has(command)) await untilStarted(settings, output);
    return await dispatch({ client: connect(settings), settings, output }, command, rest, values);
  } catch (error) {
    return report(error, output);
  }
}

type Flags = TransferFlags &
  AuditFlags &
  VaultFlags & { all?: boolean; input?: string; environment?: string };

function dispatch(
  context: CommandContext,
  command: string,
  rest: readonly string[],
  flags: Flags,
): Promise<ExitCode> {
  switch (command) {
    case 'run':
      return runCommand(context, rest[0], flags);
    case 'connections':
      return connectionsCommand(context, rest, flags);
    case 'audit':
      return auditCommand(context, rest, flags);
    case 'vault':
      return vaultCommand(context, rest[0], flags);
    case 'doctor':
      return doctorCommand(context);
    case 'login':
      return loginCommand(context);
    case 'logout':
      return logoutCommand(context);
    default:
      throw new UsageError(`There is no command "${command}". See patchbay --help.`);
  }
}

function report(error: unknown, output: Output): ExitCode {
  if (error instanceof UsageError || isParseError(error)) {
    output.error(plain(error.message));
    return 2;
  }
  if (isPatchbayError(error)) {
    output.error(plain(error.message));
    for (const { pointer, detail } of error.errors ?? []) output.error(plain(`  ${pointer}: ${detail}`));
    if (error.code === 'unauthenticated')
      output.error('Log in with "patchbay login", or set PATCHBAY_TOKEN.');
    return 3;
  }
  output.error(plain(error instanceof Error ? error.message : String(error)));
  return 3;
}

function isParseError(error: unknown): error is Error {
  return (
    error instanceof TypeError && String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS')
  );
}
