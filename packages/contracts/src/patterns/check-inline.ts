import { type FieldProblem, pointerTo } from '@patchbay/fields';
import type { SlotDescription } from '../schemas/catalog.js';
import type { PatternNode } from '../schemas/patterns.js';

/** What is wrong with where a node brings its own credentials; their fields are the connector's to check. Pointers begin at the node. */
export function checkInline(
  { inline = {}, connections = {}, parameters = {} }: PatternNode,
  shape: { connections: readonly SlotDescription[] },
): FieldProblem[] {
  return Object.keys(inline).flatMap((slot) => {
    const at = pointerTo('/inline', slot);
    const found = shape.connections.find((known) => known.slot === slot);
    if (!found?.inline) return [{ pointer: at, detail: 'Credentials cannot be typed into this node here' }];
    if (Object.hasOwn(connections, slot))
      return [{ pointer: at, detail: 'The slot has a saved connection as well; choose one of the two' }];
    if (parameters['mode'] !== 'inline')
      return [{ pointer: at, detail: 'Credentials are typed into a node whose mode is inline' }];
    return [];
  });
}
