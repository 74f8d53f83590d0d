export { createEgress } from './egress.js';
export { AddressList, networkOf } from './address-list.js';
export { checkAddress, type AddressVerdict } from './address.js';
export { prefixes, type Prefix, type Scope } from './prefixes.js';
export type {
  AddressRule,
  BodySource,
  ConnectTarget,
  Destination,
  DriverSocket,
  Egress,
  EgressOptions,
  EgressPolicy,
  EgressRequestInit,
  EgressResponse,
  Lookup,
  ProxySettings,
  TlsOptions,
} from './types.js';
export { Door } from './relay/door.js';
export { Relay, type RelayOptions } from './relay/relay.js';
export type { Grant } from './relay/permissions.js';
