/** The name under which every connection that uses the network keeps its list of allowed hosts; no plugin declares it. */
export const allowListField = 'egressAllow';

/** The entries of such a list: hosts, addresses and networks, separated by commas. */
export function allowListOf(value: unknown): string[] {
  return typeof value === 'string' ? value.split(',').flatMap((entry) => entry.trim() || []) : [];
}
