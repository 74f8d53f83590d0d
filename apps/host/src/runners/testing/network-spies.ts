import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Servers of this machine that nobody should reach, which note whoever does. */
export interface Spies {
  /** On every address of this machine. It keeps connections open and says `hello`. */
  port: number;
  udpPort: number;
  /** Path of an abstract Unix socket, as Node takes it. */
  abstract: string;
  taken(): number;
  /** Connections to `port` that are open. */
  open(): number;
  datagrams(): number;
  close(): void;
}

export async function startSpies(): Promise<Spies> {
  const open = new Set<Socket>();
  let taken = 0;
  let datagrams = 0;
  const note = (socket: Socket): void => {
    taken += 1;
    open.add(socket.on('error', () => undefined).once('close', () => open.delete(socket)));
    socket.resume().write('hello');
  };
  const abstract = `\0patchbay-spy-${process.pid}-${Math.random()}`;
  const tcp = await listening(createServer(note), { port: 0, host: '0.0.0.0' });
  const unix = await listening(createServer(note), { path: abstract });
  const udp = createSocket('udp4').on('message', () => (datagrams += 1));
  udp.bind(0, '127.0.0.1');
  await once(udp, 'listening');
  return {
    port: (tcp.address() as AddressInfo).port,
    udpPort: udp.address().port,
    abstract,
    taken: () => taken,
    open: () => open.size,
    datagrams: () => datagrams,
    close: () => {
      tcp.close();
      unix.close();
      udp.close();
      for (const socket of open) socket.destroy();
    },
  };
}

async function listening(server: Server, where: object): Promise<Server> {
  server.listen(where);
  await once(server, 'listening');
  return server;
}
