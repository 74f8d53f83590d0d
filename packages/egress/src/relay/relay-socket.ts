import { PatchbayError } from '@patchbay/errors';

import { GuardedSocket, type RelayRoute, type Route } from '../guarded-socket.js';
import type { Purpose } from '../proxy/rules.js';
import { refused } from '../problems.js';
import type { Destination } from '../types.js';
import { longestAnswer, parseAnswer, requestLine } from './wire.js';

/**
 * Connects by the relay outside of this process, which has no network. To a driver it is connecting until the relay
 * has said that the destination is at the other end: the events of the Unix socket are held back, and its first line
 * is taken out of the stream. It keeps its native handle, so TLS on top costs what it always costs.
 */
export class RelaySocket extends GuardedSocket {
  readonly #relay: RelayRoute;
  readonly #purpose: Purpose;
  /** Until the relay's line is complete; what came of it so far. */
  #answer: Buffer | undefined = Buffer.alloc(0);
  #destination: Destination = { host: '', port: 0 };

  constructor(route: Route, relay: RelayRoute, purpose: Purpose, timeoutMs?: number) {
    super(route, timeoutMs);
    this.#relay = relay;
    this.#purpose = purpose;
  }

  protected override dial(destination: Destination): this {
    this.#destination = destination;
    return this.connectRaw({ path: this.#relay.path });
  }

  /** The relay is reached, which is not yet what the driver waits for. */
  override emit(event: string | symbol, ...args: unknown[]): boolean {
    if (this.#answer === undefined || (event !== 'connect' && event !== 'ready'))
      return super.emit(event as 'data', ...(args as [Buffer]));
    if (event === 'connect') this.#ask();
    return true;
  }

  /** Node's socket hands every chunk that it reads to this. */
  override push(chunk: Buffer | null, encoding?: BufferEncoding): boolean {
    if (this.#answer === undefined) return super.push(chunk, encoding);
    if (chunk === null) this.destroy(relayGone());
    else this.#read(Buffer.concat([this.#answer, chunk]));
    return true;
  }

  protected override problem(error: Error): Error {
    return error instanceof PatchbayError ? error : relayGone();
  }

  #ask(): void {
    const { path: _, ...claim } = this.#relay;
    const request = { ...this.#destination, ...claim, purpose: this.#purpose, timeoutMs: this.timeoutMs };
    // Not `write`: bytes that the driver wrote early are in front of it in the queue, and wait for `connect`.
    this._write(requestLine(request), 'buffer' as BufferEncoding, () => undefined);
    // Not `read`: a driver that reads already has put it off until `connect`.
    this._read(0);
    this.#setConnecting(true);
  }

  #read(line: Buffer): void {
    const end = line.indexOf(0x0a);
    if (end < 0 && line.length < longestAnswer) return void (this.#answer = line);
    try {
      const { judge } = this.route;
      const addresses = parseAnswer(line.subarray(0, Math.max(end, 0)));
      // What this client may reach, a list of its connection for instance, only this process knows.
      for (const address of addresses) judge.address(address, this.#destination);
      if (addresses.length === 0) judge.unresolved(this.#destination);
    } catch (error) {
      return void this.destroy(error instanceof Error ? error : refused('The relay refused.'));
    }
    this.#begin(line.subarray(end + 1));
  }

  /** A server that speaks first may have begun behind the relay's line. */
  #begin(rest: Buffer): void {
    this.#answer = undefined;
    this.#setConnecting(false);
    this.reach();
    this.emit('connect');
    this.emit('ready');
    if (rest.length > 0 && !this.destroyed) super.push(rest);
  }

  /** While it is set, Node queues what is written and puts off reading and ending, as for any socket on its way. */
  #setConnecting(on: boolean): void {
    (this as { connecting: boolean }).connecting = on;
  }
}

function relayGone(): PatchbayError {
  return new PatchbayError(
    'connect-unreachable',
    'The relay for connections of runners is not there; it is started again. Try again.',
  );
}
