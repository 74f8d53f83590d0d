import { parseArgs } from 'node:util';
import { isPatchbayError } from '@patchbay/errors';
import { type CommandContext, type ExitCode, UsageError } from './commands/command.js';
import { connectionsCommand } from './commands/connections.js';
import { doctorCommand } from './commands/doctor.js';
import { loginCommand, logoutCommand } from './commands/login.js';
import { runCommand } from './commands/run.js';
import { type Output, plain, standardOutput } from './output.js';
import { readSettings } from './settings.js';
import { connect } from './transport.js';

const help = `patchbay <command>

  run <pattern>              run a pattern by name or id
      --input JSON|@file|-   the items that it starts with
      --environment NAME     development unless you say otherwise
  connections list           connections with their last test
  connections test <name>    test one, or all with --all
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
  help: { type: 'boolean', short: 'h' },
} as const;

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
    return await dispatch({ client: connect(settings), settings, output }, command, rest, values);
  } catch (error) {
    return report(error, output);
  }
}

type Flags = { json?: boolean; all?: boolean; input?: string; environment?: string };

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
