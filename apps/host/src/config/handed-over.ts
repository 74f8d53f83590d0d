import { readFileSync } from 'node:fs';
import { PatchbayError } from '@patchbay/errors';

/**
 * Variables that hold secrets. `bin/start.sh` takes them out of the environment and hands them over on a file
 * descriptor, because every process of the same user can read `/proc/<pid>/environ` of the host for as long as
 * it lives, even after `delete process.env.X`.
 */
export const handedOverNames = [
  'PATCHBAY_MASTER_KEY',
  'PATCHBAY_MASTER_KEY_PREVIOUS',
  'PATCHBAY_ADMIN_PASSWORD',
  'PATCHBAY_DATABASE_URL',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'http_proxy',
  'https_proxy',
] as const;

export type HandedOverName = (typeof handedOverNames)[number];

/** Lines `NAME=value` from the descriptor that `--secrets-fd=N` names; nothing without the argument. */
export function readHandedOver(args: readonly string[]): Partial<Record<HandedOverName, string>> {
  const descriptor = descriptorOf(args);
  if (descriptor === undefined) return {};
  const lines = readFileSync(descriptor, 'utf8').split('\n');
  return Object.fromEntries(lines.map(parseLine).filter((entry) => entry !== undefined));
}

const flag = '--secrets-fd=';

function descriptorOf(args: readonly string[]): number | undefined {
  const given = args.find((arg) => arg.startsWith(flag))?.slice(flag.length);
  if (given === undefined) return undefined;
  if (/^\d{1,3}$/.test(given)) return Number(given);
  throw new PatchbayError('config-invalid', `${flag}N takes the number of a file descriptor.`);
}

function parseLine(line: string): [HandedOverName, string] | undefined {
  const at = line.indexOf('=');
  const name = handedOverNames.find((known) => known === line.slice(0, at));
  return name === undefined ? undefined : [name, line.slice(at + 1)];
}
