import type { ConnectorDescription, NodeDescription } from '@patchbay/contracts';
import { allowListField } from '@patchbay/fields';
import { slotWords } from '../editor/model/slots.js';

/** What a connector's code can get at, in words. */
export function connectorReach({ fields }: ConnectorDescription): string {
  const usesNetwork = fields.some((field) => field['name'] === allowListField);
  return usesNetwork
    ? 'Reaches the hosts of its connection, and nothing else of the network.'
    : 'Reaches files that its connection names. No network.';
}

/** What a node's code can get at: its connections; what is not named by them goes through the rules for outgoing calls. */
export function nodeReach({ connections }: NodeDescription): string {
  if (connections.length === 0) return 'works on items';
  return `uses ${connections.map(slotWords).join(', ')}`;
}
