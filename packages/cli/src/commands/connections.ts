import type { TestAnswer } from '@patchbay/contracts';
import { duration, plain, table } from '../output.js';
import { allConnections, matches } from './all-connections.js';
import { type CommandContext, type ExitCode, UsageError } from './command.js';
import { exportConnections, importConnections, type TransferFlags } from './transfer.js';

/** `patchbay connections list|test|export|import`. */
export async function connectionsCommand(
  context: CommandContext,
  [action, name]: readonly (string | undefined)[],
  flags: TransferFlags & { all?: boolean | undefined },
): Promise<ExitCode> {
  if (action === 'export') return exportConnections(context, flags);
  if (action === 'import') return importConnections(context, name, flags);
  if (action === 'list') return list(context, flags.json === true);
  if (action === 'test') return test(context, name, flags);
  throw new UsageError(
    'Say what to do: patchbay connections list, test <name or id>, export, or import <file>',
  );
}

async function list(context: CommandContext, json: boolean): Promise<ExitCode> {
  const connections = await allConnections(context);
  if (json) context.output.out(JSON.stringify(connections, null, 2));
  else if (connections.length === 0) context.output.out('There are no connections yet.');
  else {
    const rows = connections.map((connection) => [
      connection.name,
      connection.connectorName,
      connection.hostSummary ?? '',
      connection.lastTest ? testWords(connection.lastTest) : 'Not tested',
      `${connection.patternCount} patterns`,
      connection.id,
    ]);
    for (const line of table([['NAME', 'CONNECTOR', 'TARGET', 'LAST TEST', 'USED BY', 'ID'], ...rows]))
      context.output.out(line);
  }
  return 0;
}

async function test(
  context: CommandContext,
  name: string | undefined,
  flags: { json?: boolean | undefined; all?: boolean | undefined },
): Promise<ExitCode> {
  if (name === undefined && flags.all !== true) {
    throw new UsageError('Name the connection, or test all: patchbay connections test <name or id> | --all');
  }
  const connections = (await allConnections(context)).filter(
    (known) => flags.all === true || matches(known, name ?? ''),
  );
  if (connections.length === 0)
    throw new UsageError(
      name === undefined ? 'There are no connections.' : `There is no connection "${name}".`,
    );
  const results: { name: string; id: string; result: TestAnswer }[] = [];
  for (const { id, name: label } of connections) {
    const result = await context.client.call('connectionTest', { params: { id } });
    results.push({ name: label, id, result });
    if (flags.json !== true)
      context.output.out(`${result.ok ? '✓' : '✗'} ${plain(label)}  ${testWords(result)}`);
  }
  if (flags.json === true) context.output.out(JSON.stringify(results, null, 2));
  return results.every(({ result }) => result.ok) ? 0 : 1;
}

function testWords(result: TestAnswer): string {
  if (result.ok) return `Passed in ${duration(result.latencyMs)}`;
  return `Failed (${result.outcome})${result.message === undefined ? '' : `: ${plain(result.message)}`}`;
}
