import { PatchbayError } from '@patchbay/errors';
import type { FieldMap, OpenConnection, ProbeContext, SlotMap } from '@patchbay/plugin-sdk';
import { createRedactor } from '@patchbay/redaction';
import { compileParameters } from '../parameters/compile.js';
import { dependsOnItems } from '../parameters/depends-on-items.js';
import { Stop } from '../steps/stop.js';
import type { Catalog } from '../types.js';
import { patchbayError } from './failures.js';
import { nodeView } from './node-view.js';
import { openClient, type ConnectionToOpen, type OpenOptions } from './open.js';
import { untilAborted } from './until-aborted.js';

export interface StepToProbe {
  nodeType: string;
  /** As saved. */
  parameters: Record<string, unknown>;
}

export interface ProbeRequest {
  steps: readonly StepToProbe[];
  signal: AbortSignal;
  /** For all of them together. */
  deadlineMs: number;
}

export interface ProbedStep {
  outcome: 'passed' | 'failed' | 'notProbed';
  message?: string;
}

/**
 * What steps would meet with this connection, by the probes that their nodes declare: one after the other, on a client of
 * its own. Rejects with `connect-*` when that does not open; no message holds a secret.
 */
export async function probeSteps(
  options: OpenOptions,
  connection: ConnectionToOpen,
  { steps, signal, deadlineMs }: ProbeRequest,
): Promise<ProbedStep[]> {
  const stop = new Stop().follow(signal).after(deadlineMs, tooLate());
  const open = openClient({ ...options, maxReceivedBytes }, connection);
  const redactor = createRedactor(open.secrets);
  try {
    const view = nodeView(open.connector, await untilAborted(open.client, stop.signal));
    const probed: ProbedStep[] = [];
    for (const step of steps) {
      const { outcome, message } = await probe(options.catalog, step, view, stop.signal);
      const shown = message === undefined ? {} : { message: redactor.redactAndTruncate(message, 1_000) };
      probed.push({ outcome, ...shown });
    }
    return probed;
  } finally {
    stop.end();
    // Not awaited: a server that hangs at closing must not hold up the answer.
    void open.close();
  }
}

const noTime = 'There was no time left to try it.';
const maxReceivedBytes = 16 * 1024 * 1024;
/** So that one step which hangs leaves time for the others. */
const stepMs = 3_000;

async function probe(
  catalog: Catalog,
  { nodeType, parameters }: StepToProbe,
  connection: OpenConnection,
  signal: AbortSignal,
): Promise<ProbedStep> {
  if (signal.aborted) return notProbed(noTime);
  const node = catalog.node(nodeType);
  const [slot = '', ...others] = Object.keys((node?.connections ?? {}) as SlotMap);
  if (node?.probe === undefined || others.length > 0) return notProbed('This kind of step has no probe.');
  const fields = node.parameters as FieldMap;
  if (dependsOnItems(fields, parameters)) return notProbed('What it does depends on the items of a run.');
  const stop = new Stop().follow(signal).after(stepMs, tooLate());
  try {
    const given = compileParameters(fields, parameters).build([], 0);
    const context = { parameters: given, connections: { [slot]: connection }, signal: stop.signal };
    const why = await untilAborted(node.probe(context as ProbeContext), stop.signal);
    return why === undefined ? { outcome: 'passed' } : notProbed(why);
  } catch (error) {
    const { code, detail = 'It failed without saying why.' } = patchbayError(error);
    // That is no matter of the connection, or nobody knows.
    const isOpenQuestion = code === 'parameter-invalid' || stop.signal.aborted;
    return { outcome: isOpenQuestion ? 'notProbed' : 'failed', message: detail };
  } finally {
    stop.end();
  }
}

function notProbed(message: string): ProbedStep {
  return { outcome: 'notProbed', message };
}

function tooLate(): PatchbayError {
  return new PatchbayError('connect-timeout', noTime);
}
