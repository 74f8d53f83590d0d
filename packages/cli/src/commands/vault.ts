import { setTimeout as sleep } from 'node:timers/promises';
import type { VaultStatus } from '@patchbay/contracts';
import { plain, table } from '../output.js';
import { type CommandContext, type ExitCode, UsageError } from './command.js';

export interface VaultFlags {
  json?: boolean | undefined;
  'abandon-damaged'?: boolean | undefined;
  'dry-run'?: boolean | undefined;
}

/** `patchbay vault status|rotate|backfill`. */
export async function vaultCommand(
  context: CommandContext,
  action: string | undefined,
  flags: VaultFlags,
): Promise<ExitCode> {
  if (action === 'status') return status(context, flags);
  if (action === 'rotate') return rotate(context, flags);
  if (action === 'backfill') return backfill(context, flags);
  throw new UsageError('Say what to do: patchbay vault status, rotate or backfill');
}

async function status({ client, output }: CommandContext, { json }: VaultFlags): Promise<ExitCode> {
  const found = await client.call('vaultStatus');
  if (json === true) output.out(JSON.stringify(found, null, 2));
  else for (const line of statusLines(found)) output.out(line);
  return found.health.ok ? 0 : 1;
}

/** Starts it, tells how far it is, and ends with the proof that nothing is left on an old key. */
async function rotate({ client, output }: CommandContext, flags: VaultFlags): Promise<ExitCode> {
  const rotating = client.call('vaultRotate', {
    body: { wait: true, abandonDamaged: flags['abandon-damaged'] === true },
  });
  const over = rotating.then(
    () => true,
    () => true,
  );
  let told = '';
  while (!(await Promise.race([over, sleep(tellEveryMs, false)]))) {
    const { progress } = await client.call('vaultStatus');
    const line = progress ? `${progress.done} of ${progress.total} records` : '';
    if (line !== told && flags.json !== true) output.out((told = line));
  }
  const done = await rotating;
  if (!('to' in done)) throw new TypeError('The server answered before the rotation was over');
  if (flags.json === true) output.out(JSON.stringify(done, null, 2));
  else {
    output.out(
      `Moved ${done.moved} records from ${done.from.join(', ')} to ${done.to}; ${done.left} are left on an old key.`,
    );
    for (const line of [...statusLines(done.status), ...done.advice.map(plain)]) output.out(line);
  }
  return 0;
}

const tellEveryMs = 500;

/** Ends with 1 when rows are left that nobody can seal. */
async function backfill({ client, output }: CommandContext, flags: VaultFlags): Promise<ExitCode> {
  const done = await client.call('vaultBackfill', { body: { dryRun: flags['dry-run'] === true } });
  if (flags.json === true) output.out(JSON.stringify(done, null, 2));
  else {
    output.out(`${done.rows} rows ${done.dryRun ? 'would be' : 'were'} sealed.`);
    for (const line of table(Object.entries(done.places).map(([place, rows]) => [place, String(rows)])))
      output.out(line);
    for (const { place, row, detail } of done.problems)
      output.out(`✗ ${place} ${plain(row)}: ${plain(detail)}`);
  }
  return done.problems.length === 0 ? 0 : 1;
}

function statusLines({ provider, place, health, keys, plaintext, rotation }: VaultStatus): string[] {
  const rows = keys.map((key) => [
    key.keyId,
    key.state,
    String(key.records),
    Object.entries(key.places)
      .map(([name, count]) => `${name} ${count}`)
      .join(', '),
  ]);
  return [
    `Master key from ${provider}: ${plain(place)}`,
    ...(health.ok ? [] : [`✗ ${plain(health.detail ?? 'The key would not be found again.')}`]),
    ...table([['KEY', 'STATE', 'RECORDS', 'WHERE'], ...rows]),
    ...(plaintext > 0 ? [`✗ ${plaintext} records are not sealed.`] : []),
    ...(rotation === 'none' ? [] : [`A rotation is ${rotation}; patchbay vault rotate goes on with it.`]),
  ];
}
