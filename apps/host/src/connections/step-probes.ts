import { isPatchbayError } from '@patchbay/errors';
import type { ProbedStep, StepToProbe } from '@patchbay/protocol';

/** Asks a runner about steps of one plugin. */
export type AskProbes = (steps: StepToProbe[]) => Promise<ProbedStep[]>;

/** Gives the answer for each of the steps: each different one is asked once, and what is too much is said to be left out. */
export async function probeAll(
  steps: readonly StepToProbe[],
  ask: AskProbes,
): Promise<(step: StepToProbe) => ProbedStep> {
  const different = new Map(steps.map((step) => [keyOf(step), step]));
  const asked = [...different].filter(([key]) => key.length <= longest).slice(0, most);
  const plugins = [...new Set(asked.map(([, step]) => pluginOf(step)))];
  const groups = plugins.map((plugin) => asked.filter(([, step]) => pluginOf(step) === plugin));
  const answers = new Map((await Promise.all(groups.map((group) => answersOf(group, ask)))).flat());
  return (step) => answers.get(keyOf(step)) ?? leftOut;
}

const most = 50;
/** Characters of one step; all of them travel in one message. */
const longest = 64 * 1024;
const leftOut: ProbedStep = { outcome: 'notProbed', message: `Only ${most} different steps are tried.` };

async function answersOf(
  group: readonly [key: string, step: StepToProbe][],
  ask: AskProbes,
): Promise<[key: string, answer: ProbedStep][]> {
  const steps = group.map(([, step]) => step);
  const answers = await orWhy(steps, ask);
  return group.map(([key], index) => [key, answers[index] ?? leftOut]);
}

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
