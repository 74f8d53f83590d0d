import type { ConnectorDescription, SlotDescription } from '@patchbay/contracts';

/** Whether a connection of this connector may be put into a slot, by the rule that the server checks too. */
export function fitsSlot({ accepts }: SlotDescription, connector: ConnectorDescription | undefined): boolean {
  if (connector === undefined) return false;
  const names = [connector.type, ...connector.aliases];
  const typeFits = accepts.types?.some((type) => names.includes(type)) ?? true;
  return (
    typeFits && (accepts.capability === undefined || connector.capabilities.includes(accepts.capability))
  );
}

export function slotWords({ accepts }: SlotDescription): string {
  if (accepts.types !== undefined && accepts.types.length > 0) return accepts.types.join(' or ');
  if (accepts.capability === undefined) return 'any connection';
  return Object.hasOwn(capabilityWords, accepts.capability)
    ? (capabilityWords[accepts.capability] ?? '')
    : `connections that offer ${accepts.capability}`;
}

const capabilityWords: Readonly<Record<string, string>> = {
  sql: 'SQL databases',
  http: 'HTTP APIs',
  notifier: 'what can notify',
  messaging: 'messaging services',
  mail: 'mail servers',
  webhook: 'webhooks to call',
  jwt: 'keys for JSON Web Tokens',
};
