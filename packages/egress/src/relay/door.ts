import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';

import { mostConnections, type Relay } from './relay.js';

/** Connections that the kernel keeps for a relay that is busy. */
const backlog = 128;
/** Beyond these nobody is turned away with an answer any more: that, too, costs time which others need. */
const mostTurnedAway = 32;
const mostPerSecond = 3000;
/** For which the door then stays shut; the runner finds no socket there. */
const shutMs = 1000;

/** The Unix socket at which one runner, and nobody else, finds its relay. */
export class Door {
  #server: Server | undefined;
  #opening: NodeJS.Timeout | undefined;
  #second = 0;
  #accepted = 0;
  #isClosed = false;

  constructor(
    private readonly path: string,
    private readonly relay: Relay,
  ) {}

  /** Resolves when a runner can connect. */
  open(): Promise<void> {
    // Left by a relay that was killed.
    rmSync(this.path, { force: true });
    const server = createServer({ allowHalfOpen: true }, (client) => {
      this.relay.accept(client);
      if (this.#isFlooded()) this.#shut();
    });
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      // The directories above are what keeps others away, so any user may connect who gets here.
      server.listen({ path: this.path, backlog, readableAll: true, writableAll: true }, resolve);
    });
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#opening);
    this.#server?.close();
  }

  #isFlooded(): boolean {
    const second = Math.floor(performance.now() / 1000);
    this.#accepted = second === this.#second ? this.#accepted + 1 : 1;
    this.#second = second;
    return this.#accepted > mostPerSecond || this.relay.open > mostConnections + mostTurnedAway;
  }

  /** Accepting goes on as long as somebody asks, with nobody else's turn in between; so it stops here. */
  #shut(): void {
    if (this.#opening) return;
    this.#server?.close();
    this.#opening = setTimeout(() => {
      this.#opening = undefined;
      if (!this.#isClosed) this.open().catch(() => this.#shut());
    }, shutMs);
  }
}
