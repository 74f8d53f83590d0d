import { hindrance } from '../isolation/hindrance.js';
import type { NetworkReport, Rung } from '../isolation/rungs.js';
import { unfit } from '../pool/runner-problems.js';

/** `auto` takes the network from runners where that works; `separated` insists on it; `shared` leaves it to them. */
export const networkModes = ['auto', 'separated', 'shared'] as const;
export type NetworkMode = (typeof networkModes)[number];

/** At these a runner can be given a network namespace. */
const separable: ReadonlySet<Rung> = new Set(['namespaces+user', 'namespaces']);

/** Whether a runner without a network is going to be tried, as far as that shows before. */
export function mayBeSeparated(isolation: string, mode: NetworkMode): boolean {
  const wanted = [...separable].filter((rung) => isolation === 'auto' || isolation === rung);
  return mode !== 'shared' && wanted.some((rung) => hindrance(rung) === undefined);
}

/**
 * Starts the first runner of a rung without a network if that is wanted and works, else with that of the machine.
 * A machine without network namespaces still has the rung: all that it hides is worth more than a rung below.
 */
export async function startSeparated(
  rung: Rung,
  mode: NetworkMode,
  startOnce: (separated: boolean) => Promise<void>,
): Promise<NetworkReport> {
  const start = (separated: boolean) => withSecondTry(() => startOnce(separated));
  if (mode === 'shared') return shared('PATCHBAY_RUNNER_NETWORK says so', start);
  if (!separable.has(rung)) {
    if (mode === 'separated')
      throw unfit('It has no network namespace, which PATCHBAY_RUNNER_NETWORK wants.');
    return shared('this way of keeping them apart has no network namespace', start);
  }
  try {
    await start(true);
    return { separated: true, description: separatedWords };
  } catch (error) {
    if (mode === 'separated') throw error;
    const why = error instanceof Error ? error.message : 'It did not start.';
    return shared(`it does not work without: ${why}`, start);
  }
}

/** What happens once on a busy machine must not leave runners less apart for as long as the host lives. */
async function withSecondTry(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch {
    await start();
  }
}

async function shared(why: string, start: (separated: boolean) => Promise<void>): Promise<NetworkReport> {
  await start(false);
  const description =
    `Runners share the network of this machine, because ${why.replace(/\.$/u, '')}. ` +
    'Plugin code can open sockets past the rules for connections, also to services on this machine.';
  return { separated: false, description };
}

const separatedWords =
  'Runners have no network. A process outside of them makes each connection, by rules that plugin code cannot change.';
