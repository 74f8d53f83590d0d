import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

import { dial } from '../dial.js';
import { destinationOf, type Route } from '../guarded-socket.js';
import { connectProblem } from '../problems.js';

/**
 * What a driver gets where sockets may go through a proxy: it emits `connect` when the target, not the proxy, is
 * connected. Not a `net.Socket`, whose connecting cannot be held up until the proxy has answered.
 */
export class TunnelSocket extends Duplex {
  readonly #route: Route;
  #inner: Socket | undefined;
  #options: ((socket: Socket) => void)[] = [];

  constructor(route: Route) {
    super();
    this.#route = route;
    // As with an EgressSocket: the owner may be gone when it fails.
    this.on('error', () => undefined);
  }

  get connecting(): boolean {
    return this.#inner === undefined && !this.destroyed;
  }

  get remoteAddress(): string | undefined {
    return this.#inner?.remoteAddress;
  }

  connect(...args: unknown[]): this {
    const listener = args.at(-1);
    if (typeof listener === 'function') this.once('connect', () => void Reflect.apply(listener, this, []));
    try {
      dial(this.#route, destinationOf(args)).then(
        (socket) => this.#attach(socket),
        (error: unknown) => void this.destroy(connectProblem(error, 'The server')),
      );
    } catch (error) {
      this.destroy(connectProblem(error, 'The server'));
    }
    return this;
  }

  setNoDelay(on?: boolean): this {
    return this.#apply((socket) => socket.setNoDelay(on));
  }

  setKeepAlive(on?: boolean, delayMs?: number): this {
    return this.#apply((socket) => socket.setKeepAlive(on, delayMs));
  }

  ref(): this {
    return this.#apply((socket) => socket.ref());
  }

  unref(): this {
    return this.#apply((socket) => socket.unref());
  }

  override _read(): void {
    this.#inner?.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#inner) this.#inner.write(chunk, done);
    else this.once('connect', () => this.#inner?.write(chunk, done));
  }

  override _final(done: () => void): void {
    if (this.#inner) this.#inner.end(done);
    else done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#inner?.destroy();
    // TLS on top ends this when it does not trust the server; its reason must be heard before the end is.
    setImmediate(done, error);
  }

  #attach(socket: Socket): void {
    if (this.destroyed) return void socket.destroy();
    this.#inner = socket;
    for (const set of this.#options.splice(0)) set(socket);
    socket.on('data', (chunk: Buffer) => void (this.push(chunk) || socket.pause()));
    socket.once('end', () => this.push(null));
    socket.once('error', (error) => this.destroy(error));
    socket.once('close', () => this.destroy());
    this.emit('connect');
    this.emit('ready');
  }

  #apply(set: (socket: Socket) => void): this {
    if (this.#inner) set(this.#inner);
    else this.#options.push(set);
    return this;
  }
}
