import type { Runner } from './runner.js';

/** What the rules below look at. */
export type Staff = Pick<Runner, 'company' | 'load' | 'isOpen' | 'isRetiring' | 'idleSince' | 'keepsUp'>;

/** A company gets a further runner, if there is room, when each of its runners has this much to do and falls behind, */
const spreadAt = 8;
/** or this much, however well it does. Until then one runner gets all: what goes to one process wakes it once. */
const fillTo = 64;
/** What one runner works on at a time; more would keep its event loop from answering. The rest waits. */
const mostLoad = 256;

/**
 * All that the rules below look at, except which runner has least to do, as one text. It seldom changes, while runs
 * begin and end all the time: as long as it is the same, the rules have nothing new to say.
 */
export function standing(
  runners: Iterable<Staff & { readonly identity: { readonly id: number } }>,
  companiesWaiting: readonly string[],
  max: number,
): string {
  // Where no runner may be added nobody asks who has much to do.
  const hasRoom = placesTaken(runners) < max;
  let text = companiesWaiting.join();
  for (const { identity, company, isOpen, isRetiring, load, keepsUp } of runners) {
    const open = isOpen ? ' open' : '';
    const bound = company === undefined ? '' : ' bound';
    const retiring = isRetiring ? (load > 0 ? ' finishing' : ' ending') : '';
    const crowded = hasRoom && hasMuch({ load, keepsUp }) ? ' crowded' : '';
    text += `;${identity.id}${open}${bound}${retiring}${crowded}`;
  }
  return text;
}

/** A runner of the company that may take more work, and one that is still free, if the work should rather go there. */
export function choose<S extends Staff>(
  runners: Iterable<S>,
  company: string,
): { own: S | undefined; fresh: S | undefined } {
  let own: S | undefined;
  let fresh: S | undefined;
  for (const runner of runners) {
    if (!runner.isOpen) continue;
    if (runner.company === undefined) fresh ??= runner;
    else if (runner.company === company && (!own || isBetter(runner, own))) own = runner;
  }
  if (own && !hasMuch(own)) return { own, fresh: undefined };
  return { own: own && own.load < mostLoad ? own : undefined, fresh };
}

/** The earlier one stays the choice as long as it does well; else the one with less to do. */
function isBetter(other: Staff, own: Staff): boolean {
  const [one, two] = [rank(other), rank(own)];
  return one < two || (one === two && one > 0 && other.load < own.load);
}

function rank({ load, keepsUp }: Staff): number {
  if (load >= mostLoad) return 3;
  if (!keepsUp) return 2;
  return load >= fillTo ? 1 : 0;
}

function hasMuch({ load, keepsUp }: Pick<Staff, 'load' | 'keepsUp'>): boolean {
  return load >= (keepsUp ? fillTo : spreadAt);
}

/** Runners at work or reserved for a company; of those that end, the ones that still have something to do. */
export function placesTaken(runners: Iterable<Staff>): number {
  let taken = 0;
  for (const { company, isRetiring, load } of runners)
    if (company !== undefined && (!isRetiring || load > 0)) taken += 1;
  return taken;
}

/** How many runners should be there that belong to nobody yet. */
export function wantedFresh(
  runners: readonly Staff[],
  companiesWaiting: readonly string[],
  { max, spares }: { max: number; spares: number },
): number {
  const staying = runners.filter(({ isRetiring }) => !isRetiring);
  const needed = unserved(staying, companiesWaiting) + crowded(staying);
  const possible = Math.min(needed, Math.max(max - placesTaken(runners), 0));
  return Math.max(possible + spares, staying.length === 0 ? 1 : 0);
}

/** Someone waits and there is no place: the one with least to do takes no more work; one at a time. */
export function whoMakesRoom<S extends Staff>(
  runners: readonly S[],
  companiesWaiting: readonly string[],
  max: number,
): S | undefined {
  const staying = runners.filter(({ company, isRetiring }) => company !== undefined && !isRetiring);
  const isFull = placesTaken(runners) >= max && staying.length === placesTaken(runners);
  return isFull && unserved(staying, companiesWaiting) > 0 ? leastLoaded(staying) : undefined;
}

/** Milliseconds for which a runner that belongs to somebody has had nothing to do. */
export function idleFor({ company, load, isRetiring, idleSince }: Staff): number {
  return company === undefined || load > 0 || isRetiring ? 0 : performance.now() - idleSince;
}

function unserved(staying: readonly Staff[], companiesWaiting: readonly string[]): number {
  const served = new Set(staying.map(({ company }) => company));
  return companiesWaiting.filter((company) => !served.has(company)).length;
}

/** How many companies have much to do for each of their runners. */
function crowded(staying: readonly Staff[]): number {
  const companies = new Set(staying.map(({ company }) => company).filter((each) => each !== undefined));
  const isCrowded = (company: string) => staying.every((each) => each.company !== company || hasMuch(each));
  return [...companies].filter(isCrowded).length;
}

function leastLoaded<S extends Staff>(runners: readonly S[]): S | undefined {
  return runners.reduce<S | undefined>(
    (best, each) => (best && best.load <= each.load ? best : each),
    undefined,
  );
}
