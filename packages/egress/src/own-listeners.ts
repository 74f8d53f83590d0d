import { networkInterfaces } from 'node:os';

import ipaddr from 'ipaddr.js';

import { inRange, parseAddress, type Address } from './address.js';

/**
 * Is this one of Patchbay's own ports on any address of this machine? Whatever address it listens on, a forwarded
 * port or a second interface can lead to it. Interfaces are read each time: they come and go, and this is rare.
 */
export function isOwnListener(
  address: Address,
  port: number,
  listeners: readonly { address: string; port: number }[],
): boolean {
  const onPort = listeners.filter((listener) => listener.port === port);
  if (onPort.length === 0) return false;
  const here = [...onPort, ...Object.values(networkInterfaces()).flatMap((each) => each ?? [])];
  return (
    isLoopback(address) || here.some((each) => parseAddress(each.address)?.toString() === address.toString())
  );
}

export function isLoopback(address: Address): boolean {
  return inRange(address, [ipaddr.parse('127.0.0.0'), 8]) || inRange(address, [ipaddr.parse('::1'), 128]);
}
