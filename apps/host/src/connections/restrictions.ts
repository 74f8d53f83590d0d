import type { ConnectionRestrictions } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';

/** The step that wants a connection. */
export interface ConnectionUsePlace {
  patternId: string;
  nodeType: string;
}

/** What keeps a node from using a connection, in words; undefined when nothing does. */
export function nodeRestriction(
  restrictions: ConnectionRestrictions | null,
  nodeType: string,
): string | undefined {
  const { nodeTypes } = restrictions ?? {};
  return nodeTypes === undefined || nodeTypes.includes(nodeType)
    ? undefined
    : `it may be used by ${nodeTypes.join(', ')} alone`;
}

/**
 * Asked at every lease: a restriction made since a pattern was saved counts at once.
 * @throws PatchbayError `lease-denied`
 */
export function refuseRestricted(
  restrictions: ConnectionRestrictions | null,
  { patternId, nodeType }: ConnectionUsePlace,
): void {
  const problem = nodeRestriction(restrictions, nodeType);
  if (problem !== undefined)
    throw new PatchbayError('lease-denied', `The connection is restricted: ${problem}.`);
  const { patternIds } = restrictions ?? {};
  if (patternIds === undefined || patternIds.includes(patternId)) return;
  throw new PatchbayError('lease-denied', 'The connection is restricted to other patterns.');
}
