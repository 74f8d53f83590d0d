import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Injectable } from '@nestjs/common';

/** Connections that came through the unix socket in `state/`, which only the owner of the data can open. */
@Injectable()
export class OperatorSockets {
  readonly #sockets = new WeakSet<Socket>();

  add(socket: Socket): void {
    this.#sockets.add(socket);
  }

  has(request: IncomingMessage): boolean {
    return this.#sockets.has(request.socket);
  }
}
