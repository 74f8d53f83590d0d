import { Door, Relay } from '@patchbay/egress';
import { type Order, socketName, type Word } from './orders.js';

/**
 * The process that makes the connections of all runners. It knows no key and no store; its working directory holds a
 * directory for each runner, so that no path is too long for a socket. What comes from a runner is one short line.
 */
const relays = new Map<string, { relay: Relay; door: Door }>();

const say = (word: Word): void => void process.send?.(word);

function open({ runner, policy, grants }: Extract<Order, { type: 'open' }>): void {
  const relay = new Relay({ policy });
  for (const { key, grant } of grants) relay.permissions.grant(key, grant);
  const door = new Door(`${runner}/${socketName}`, relay);
  relays.set(runner, { relay, door });
  door.open().then(
    () => say({ type: 'opened', runner }),
    (error: unknown) => say({ type: 'failed', runner, code: codeOf(error) }),
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

function close(runner: string): void {
  const found = relays.get(runner);
  relays.delete(runner);
  found?.door.close();
  found?.relay.close();
}

// A socket is open to its runner from its first moment: one that is only allowed afterwards refuses who asks in between.
process.umask(0);
// Without a handler it opens the inspector: a debugger port for every process of the same user.
process.on('SIGUSR1', () => undefined);
process.on('message', (order: Order) => {
  switch (order.type) {
    case 'open':
      return open(order);
    case 'grant':
      relays.get(order.runner)?.relay.permissions.grant(order.key, order.grant);
      return say({ type: 'granted', number: order.number });
    case 'revoke':
      return relays.get(order.runner)?.relay.permissions.revoke(order.key);
    case 'close':
      return close(order.runner);
  }
});
process.on('disconnect', () => process.exit(0));
