import { readFileSync, writeFileSync } from 'node:fs';
import { importFormats, type ImportFormat, type ImportPlan, type ImportPlanInput } from '@patchbay/contracts';
import { ask } from '../ask.js';
import { plain, table } from '../output.js';
import { type PassphraseFlags, readPassphrase } from '../passphrase.js';
import { allConnections, matches } from './all-connections.js';
import { type CommandContext, type ExitCode, UsageError } from './command.js';

export interface TransferFlags extends PassphraseFlags {
  json?: boolean | undefined;
  out?: string | undefined;
  only?: string[] | undefined;
  secrets?: boolean | undefined;
  format?: string | undefined;
  match?: string | undefined;
  existing?: string | undefined;
  skip?: string[] | undefined;
  'leave-out-refused'?: boolean | undefined;
  'dry-run'?: boolean | undefined;
  yes?: boolean | undefined;
}

/** `patchbay connections export`: a file of connections, with their secrets under a passphrase or without them. */
export async function exportConnections(context: CommandContext, flags: TransferFlags): Promise<ExitCode> {
  const ids = flags.only === undefined ? {} : { ids: await idsOf(context, flags.only) };
  const { client, output } = context;
  const file =
    flags.secrets === true
      ? await client.call('connectionExportSealed', {
          body: { ...ids, passphrase: await readPassphrase(flags, true) },
        })
      : await client.call('connectionExport', { body: ids });
  const text = `${JSON.stringify(file, null, 2)}\n`;
  if (flags.out === undefined) {
    output.out(text.trimEnd());
    return 0;
  }
  // A new file that only its owner reads: whoever made one there before would read along, or own what is written.
  writeFileSync(flags.out, text, { mode: 0o600, flag: 'wx' });
  output.error(`Written to ${plain(flags.out)}.`);
  return 0;
}

/** `patchbay connections import <file>`: shows what it would do, and does exactly that when it is confirmed. */
export async function importConnections(
  context: CommandContext,
  file: string | undefined,
  flags: TransferFlags,
): Promise<ExitCode> {
  if (file === undefined)
    throw new UsageError('Name the file: patchbay connections import <file or ->, with --format FORMAT');
  const text = readFileSync(file === '-' ? 0 : file, 'utf8');
  const input = await inputOf(file, text, flags);
  const { client, output } = context;
  const plan = await client.call('connectionImportPlan', { body: input });
  if (flags['dry-run'] === true && flags.json === true) output.out(JSON.stringify(plan, null, 2));
  else show(context, plan);
  const isRefused = plan.entries.some(({ action }) => action === 'refuse');
  if (flags['dry-run'] === true) return isRefused ? 1 : 0;
  if (isRefused && flags['leave-out-refused'] !== true) {
    output.error('Nothing was written. Leave entries out with --skip KEY or --leave-out-refused.');
    return 1;
  }
  if (!(await confirmed(flags))) return 1;
  const leaveOut = flags['leave-out-refused'] === true ? { leaveOutRefused: true } : {};
  const done = await client.call('connectionImport', {
    body: { ...input, ...leaveOut, digest: plan.digest },
  });
  if (flags.json === true) output.out(JSON.stringify(done, null, 2));
  else
    output.out(
      `Created ${done.created.length}, updated ${done.updated.length}, left out ${done.leftOut.length}.`,
    );
  return 0;
}

async function idsOf(context: CommandContext, names: readonly string[]): Promise<string[]> {
  const known = await allConnections(context);
  return names.map((name) => {
    const found = known.find((connection) => matches(connection, name));
    if (found === undefined) throw new UsageError(`There is no connection "${name}".`);
    return found.id;
  });
}

async function inputOf(file: string, text: string, flags: TransferFlags): Promise<ImportPlanInput> {
  const format = formatOf(file, text, flags.format);
  const isEncrypted = format === 'patchbay' && /"encryption"\s*:/.test(text.slice(0, 1000));
  const choices = Object.fromEntries((flags.skip ?? []).map((key) => [key, { skip: true }]));
  return {
    format,
    text,
    ...(isEncrypted ? { passphrase: await readPassphrase(flags, false) } : {}),
    ...(flags.match === undefined ? {} : { match: oneOf('match', flags.match, ['name', 'id']) }),
    ...(flags.existing === undefined
      ? {}
      : { existing: oneOf('existing', flags.existing, ['update', 'skip', 'refuse']) }),
    ...(flags.skip === undefined ? {} : { choices }),
  };
}

function formatOf(file: string, text: string, given: string | undefined): ImportFormat {
  if (given !== undefined) return oneOf('format', given, importFormats);
  if (/^\s*\{\s*"format"\s*:\s*"patchbay-connections"/.test(text)) return 'patchbay';
  if (/(^|[/.])env(\.[\w-]+)?$/.test(file)) return 'env';
  throw new UsageError(`Say what the file is: --format ${importFormats.join('|')}`);
}

function oneOf<T extends string>(flag: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found !== undefined) return found;
  throw new UsageError(`--${flag} is one of ${allowed.join(', ')}.`);
}

function show({ output }: CommandContext, { entries, notRead }: ImportPlan): void {
  const rows = entries.map(({ key, action, name, type, hostSummary, changes, secrets }) => [
    action,
    key === name ? name : `${key} → ${name}`,
    type ?? '—',
    hostSummary ?? '',
    [...changes, ...secrets.map((pointer) => `secret ${pointer.slice(1)}`)].join(', '),
  ]);
  for (const line of table([['WHAT', 'NAME', 'CONNECTOR', 'TARGET', 'CHANGES'], ...rows])) output.out(line);
  for (const { key, problems, warnings, unmapped } of entries) {
    for (const { pointer, detail } of [...problems, ...warnings])
      output.out(`  ${plain(key)}: ${plain(pointer)} ${plain(detail)}`);
    if (unmapped.length > 0) output.out(`  ${plain(key)}: not taken over: ${plain(unmapped.join(', '))}`);
  }
  for (const { where, reason } of notRead) output.out(`  not read: ${plain(where)} ${plain(reason)}`);
}

async function confirmed(flags: TransferFlags): Promise<boolean> {
  if (flags.yes === true) return true;
  if (!process.stdin.isTTY) throw new UsageError('Confirm what is shown with --yes, or look with --dry-run.');
  return /^y(es)?$/i.test((await ask('Write this? [y/N] ', false)).trim());
}
