import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout } from 'node:timers/promises';

export interface Address {
  host: string;
  port: number;
}

/** What the kernel says where there is no way at all. A refusal, in contrast, came from somebody. */
const wayless = new Set(['ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT']);
/** Within which it says so. What is still being tried then has a way. */
const patienceMs = 1000;
/** Between two looks for the relay: short at first, since the first runner starts together with it. */
const firstPauseMs = 5;
const mostPauseMs = 25;
const growth = 1.2;

/** Those addresses to which this process finds a way in spite of its isolation, and the interfaces that it would take. */
export async function connectable(addresses: readonly Address[]): Promise<string[]> {
  if (addresses.length === 0) return [];
  const interfaces = Object.keys(networkInterfaces());
  const tried = await Promise.all(
    addresses.map(async (address) => ((await hasWay(address)) ? `${address.host} ${address.port}` : [])),
  );
  return [...interfaces, ...tried.flat()];
}

/** Waits for the relay, which may be starting. Resolves with whether it came. */
export async function isAnswering(relay: string, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  for (let pauseMs = firstPauseMs; Date.now() < until; pauseMs = Math.min(pauseMs * growth, mostPauseMs)) {
    if ((await outcome({ path: relay })) === 'connected') return true;
    await setTimeout(pauseMs);
  }
  return false;
}

async function hasWay(address: Address): Promise<boolean> {
  return !wayless.has(await outcome(address));
}

/** `connected`, `waiting`, or the code of the error. */
function outcome(target: Address | { path: string }): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(target);
    const settle = (found: string): void => {
      socket.destroy();
      resolve(found);
    };
    socket.setTimeout(patienceMs, () => settle('waiting'));
    socket.once('connect', () => settle('connected'));
    socket.once('error', (error: NodeJS.ErrnoException) => settle(error.code ?? error.name));
  });
}
