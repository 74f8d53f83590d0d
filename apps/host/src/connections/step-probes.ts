import { isPatchbayError } from '@patchbay/errors';
import type { ProbedStep, StepToProbe } from '@patchbay/protocol';

/** Asks a runner about steps of one plugin. */
export type AskProbes = (steps: StepToProbe[]) => Promise<ProbedStep[]>;

/** The answer for each step, in their order: each different one is asked once, and what is too much is said to be left out. */
export async function probeAll(steps: readonly StepToProbe[], ask: AskProbes): Promise<ProbedStep[]> {
  const different = new Map(steps.map((step) => [keyOf(step), step]));
  const asked = [...different].filter(([key]) => key.length <= longest).slice(0, most);
  const answers = new Map<string, ProbedStep>();
  const groups = [...new Set(asked.map(([, step]) => pluginOf(step)))].map((plugin) =>
    asked.filter(([, step]) => pluginOf(step) === plugin),
  );
  const answered = await Promise.all(
    groups.map((group) =>
      orWhy(
        group.map(([, step]) => step),
        ask,
      ),
    ),
  );
  for (const [at, group] of groups.entries())
    for (const [index, [key]] of group.entries()) answers.set(key, answered[at]?.[index] ?? leftOut);
  return steps.map((step) => answers.get(keyOf(step)) ?? leftOut);
}

const most = 50;
/** Characters of one step; all of them travel in one message. */
const longest = 64 * 1024;
const leftOut: ProbedStep = { outcome: 'notProbed', message: `Only ${most} different steps are tried.` };

/** That the steps cannot be tried is no reason to keep people from new secrets. */
async function orWhy(steps: StepToProbe[], ask: AskProbes): Promise<ProbedStep[]> {
  try {
    return await ask(steps);
  } catch (error) {
    if (!isPatchbayError(error) || error.code === 'audit-unavailable') throw error;
    return steps.map(() => ({ outcome: 'notProbed', message: error.detail ?? error.message }));
  }
}

function keyOf(step: StepToProbe): string {
  return JSON.stringify([step.nodeType, step.parameters]);
}

function pluginOf({ nodeType }: StepToProbe): string {
  return nodeType.slice(0, nodeType.indexOf('.'));
}
