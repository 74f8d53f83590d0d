import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ask } from '../ask.js';
import { storedTokens } from '../settings.js';
import { type CommandContext, type ExitCode, UsageError } from './command.js';

/** `patchbay login`: asks for email and password, keeps the session token in a file that only you can read. */
export async function loginCommand({ client, settings, output }: CommandContext): Promise<ExitCode> {
  if (!process.stdin.isTTY) {
    throw new UsageError('Log in at a terminal, or set PATCHBAY_TOKEN.');
  }
  const email = await ask('Email: ', false);
  const password = await ask('Password: ', true);
  const session = await client.call('login', { body: { email, password } });
  keep(settings.tokenFile, { ...storedTokens(settings.tokenFile), [settings.url]: session.token });
  output.out(`Logged in as ${session.user.email} until ${session.expiresAt}.`);
  return 0;
}

/** `patchbay logout`: ends the session and forgets its token. */
export async function logoutCommand({ client, settings, output }: CommandContext): Promise<ExitCode> {
  const { [settings.url]: token, ...others } = storedTokens(settings.tokenFile);
  if (token === undefined) throw new UsageError(`You are not logged in to ${settings.url}.`);
  await client.call('logout');
  keep(settings.tokenFile, others);
  output.out('Logged out.');
  return 0;
}

function keep(file: string, tokens: Record<string, string>): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify({ tokens }, null, 2)}\n`, { mode: 0o600 });
}
