import { readFileSync } from 'node:fs';
import type { PatternSummary, RunDetail, StepRecord } from '@patchbay/contracts';
import { duration, plain, table } from '../output.js';
import { type CommandContext, type ExitCode, UsageError } from './command.js';

const pollEveryMs = 200;

export interface RunFlags {
  input?: string | undefined;
  environment?: string | undefined;
  json?: boolean | undefined;
}

/** `patchbay run <pattern>`: starts a pattern by name or id, follows it until it is over or waits, prints its steps and result. */
export async function runCommand(
  context: CommandContext,
  name: string | undefined,
  flags: RunFlags,
): Promise<ExitCode> {
  if (name === undefined) throw new UsageError('Name the pattern: patchbay run <name or id>');
  const { client, output } = context;
  const pattern = await findPattern(context, name);
  const started = await client.call('patternRun', {
    params: { id: pattern.id },
    body: {
      ...(flags.input === undefined ? {} : { input: readInput(flags.input) }),
      ...(flags.environment === undefined ? {} : { environment: flags.environment }),
    },
  });
  const run = await follow(context, started, pattern.name, flags.json === true);
  if (flags.json === true) output.out(JSON.stringify(run, null, 2));
  else printResult(context, run);
  return run.status === 'success' || run.status === 'waiting' ? 0 : 1;
}

async function findPattern({ client }: CommandContext, name: string): Promise<PatternSummary> {
  let cursor: string | null = null;
  const wanted = name.toLowerCase();
  do {
    const page: { items: PatternSummary[]; nextCursor: string | null } = await client.call('patternList', {
      query: { limit: 200, ...(cursor === null ? {} : { cursor }) },
    });
    const found = page.items.find((pattern) => pattern.id === name || pattern.name.toLowerCase() === wanted);
    if (found) return found;
    cursor = page.nextCursor;
  } while (cursor !== null);
  throw new UsageError(`There is no pattern "${name}".`);
}

/** Inline JSON, `@file` or `-` for standard input. */
function readInput(text: string): Record<string, unknown> | Record<string, unknown>[] {
  const source =
    text === '-'
      ? readFileSync(0, 'utf8')
      : text.startsWith('@')
        ? readFileSync(text.slice(1), 'utf8')
        : text;
  try {
    const value: unknown = JSON.parse(source);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Reported below, together with values that are no object.
  }
  throw new UsageError('The input must be a JSON object or an array of objects.');
}

async function follow(
  context: CommandContext,
  started: RunDetail,
  name: string,
  quiet: boolean,
): Promise<RunDetail> {
  const shown = new Set<string>();
  let run = started;
  if (!quiet) context.output.out(`Running ${plain(name)} (run ${run.id})`);
  while (run.finishedAt === null && run.status !== 'waiting') {
    await new Promise((resolve) => setTimeout(resolve, pollEveryMs));
    run = await context.client.call('runGet', { params: { id: run.id } });
    if (!quiet) showSteps(context, run.steps, shown);
  }
  if (!quiet) showSteps(context, run.steps, shown);
  return run;
}

function showSteps({ output }: CommandContext, steps: readonly StepRecord[], shown: Set<string>): void {
  for (const step of steps) {
    const key = `${step.nodeId}:${step.runIndex}`;
    if (step.status === 'running' || step.status === 'waiting' || shown.has(key)) continue;
    shown.add(key);
    const counts = Object.entries(step.itemCounts.out).map(([pin, count]) => `${count} ${pin}`);
    const error = step.error ? `  ${plain(step.error.detail ?? step.error.title)}` : '';
    output.out(
      `  ${step.status === 'success' ? '✓' : '✗'} ${plain(step.name)}  ${duration(step.durationMs)}  ${counts.join(', ')}${error}`,
    );
  }
}

function printResult({ output }: CommandContext, run: RunDetail): void {
  const last = run.steps.findLast(
    (step) => step.status === 'success' && Object.values(step.outputs).some((items) => items.length > 0),
  );
  const items = Object.values(last?.outputs ?? {}).find((found) => found.length > 0) ?? [];
  if (items.length > 0) {
    const columns = [...new Set(items.flatMap((item) => Object.keys(item.json)))].slice(0, 8);
    output.out('');
    const rows = items.map((item) => columns.map((column) => cell(item.json[column])));
    for (const line of table([columns, ...rows])) output.out(`  ${line}`);
    output.out('');
  }
  if (run.status === 'success') output.out(`Done in ${duration(run.durationMs)}.`);
  else if (run.waiting) output.out(`The run waits ${waitingWords(run.waiting)} and goes on by itself then.`);
  else
    output.error(
      `${run.status}: ${plain(run.error?.detail ?? run.error?.title ?? 'no reason was recorded')}`,
    );
}

function waitingWords({ until, forCall }: NonNullable<RunDetail['waiting']>): string {
  const ends = [...(forCall ? ['for a call'] : []), ...(until === undefined ? [] : [`until ${until}`])];
  return ends.join(' or ');
}

function cell(value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
