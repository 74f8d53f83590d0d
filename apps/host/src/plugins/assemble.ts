import { Catalog, namesOf, type CatalogPlugin } from './catalog.js';
import type { Entries } from './build-entries.js';

/** A plugin on its way into the catalog. */
export type Candidate = CatalogPlugin & Entries;

/** Puts the plugins together; one that claims a name that is taken is left out whole, and says so. */
export function assemble(candidates: readonly Candidate[]): Catalog {
  const taken = new Map<string, string>();
  const admitted = candidates.map((candidate) => admit(candidate, taken));
  return new Catalog(
    admitted.map(({ packageName, version, available, reason }) => ({
      packageName,
      version,
      available,
      ...(reason === undefined ? {} : { reason }),
    })),
    admitted.flatMap(({ connectors }) => connectors),
    admitted.flatMap(({ nodes }) => nodes),
  );
}

/** Else a plugin installed later could take over the type that stored connections name, and receive their secrets. */
function admit(candidate: Candidate, taken: Map<string, string>): Candidate {
  const names = claims(candidate);
  const clash = names.find((name, index) => taken.has(name) || names.indexOf(name) !== index);
  if (clash === undefined) {
    for (const name of names) taken.set(name, candidate.packageName);
    return candidate;
  }
  const reason = `It declares ${clash}, which ${taken.get(clash) ?? 'it itself'} declares already.`;
  return { ...candidate, available: false, reason, connectors: [], nodes: [] };
}

function claims({ connectors, nodes }: Candidate): string[] {
  return [
    ...connectors.flatMap(({ description }) => namesOf(description).map((name) => `the connector ${name}`)),
    ...nodes.map(({ description: { type, version } }) => `the node ${type} ${version}`),
  ];
}
