import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import type { TestOutcome } from '@patchbay/plugin-sdk';
import { wrongCertificate } from './certificate.js';
import { compressedBomb, toMetadata } from './http-voice.js';
import type { Voice } from './voice.js';

export interface HostileServer {
  /** Completes the sentence "a server that …". */
  name: string;
  /** The connector is to use TLS. */
  tls?: true;
  /** What a test against it may truthfully say. */
  outcomes: readonly TestOutcome[];
  /** Takes each connection. */
  serve(socket: Socket, voice: Voice): void;
}

/** Words of a server that must not reach people: marked to be found, with what terminals and browsers would execute. */
export const words = '\x1b[2J\x1b]0;owned\x07<img src=x onerror=alert(1)> hostile-words-4711 ';

const broken = ['protocol', 'unreachable', 'timeout'] as const;

export const hostileServers: readonly HostileServer[] = [
  { name: 'says nothing', outcomes: ['timeout'], serve: () => undefined },
  { name: 'closes at once', outcomes: ['unreachable', 'protocol'], serve: (socket) => void socket.end() },
  {
    name: 'resets at once',
    outcomes: ['unreachable', 'protocol'],
    serve: (socket) => void socket.resetAndDestroy(),
  },
  {
    name: 'drips its first words',
    outcomes: ['timeout', 'protocol'],
    serve: (socket, { greeting }) => drip(socket, greeting),
  },
  {
    name: 'drips its answer',
    outcomes: broken,
    serve: (socket, voice) =>
      voice.converse(socket, () => {
        socket.write(voice.endless.start);
        drip(socket, voice.endless.chunk);
      }),
  },
  {
    name: 'answers without end',
    outcomes: broken,
    serve: (socket, { converse, endless }) => converse(socket, () => flood(socket, endless)),
  },
  {
    name: 'never ends its first line or message',
    outcomes: broken,
    serve: (socket, { longHead }) => flood(socket, longHead),
  },
  {
    name: 'speaks garbage',
    outcomes: broken,
    serve: (socket) =>
      void socket.write(Buffer.from(Array.from({ length: 4_096 }, (_, at) => (at * 167 + 13) % 256))),
  },
  {
    name: 'answers in HTTP with a redirect to the metadata service',
    outcomes: [...broken, 'refusedByPolicy'],
    serve: (socket) => void socket.on('data', () => socket.write(toMetadata)),
  },
  {
    name: 'makes the client ask again without end',
    outcomes: [...broken, 'authFailed', 'unsupported', 'tls'],
    serve: (socket, { converse, again }) =>
      converse(socket, () => {
        socket.write(again);
        socket.on('data', () => socket.write(again));
      }),
  },
  {
    name: 'says back what it heard, with escapes, markup and a megabyte',
    outcomes: [...broken, 'authFailed'],
    serve(socket, { converse, refusal }) {
      const heard: Buffer[] = [];
      socket.on('data', (chunk: Buffer) => heard.push(chunk));
      converse(socket, () => {
        const all = Buffer.concat(heard).toString('latin1').replaceAll('\0', ' ');
        socket.end(refusal(`${words}${all}${words.repeat(20_000)}`));
      });
    },
  },
  {
    name: 'answers with a compression bomb',
    outcomes: broken,
    serve: (socket, { converse }) => converse(socket, () => void socket.write(bomb())),
  },
  {
    name: 'resets in the middle of its answer',
    outcomes: broken,
    serve: (socket, { converse, partial }) =>
      converse(socket, () => void socket.write(partial, () => socket.resetAndDestroy())),
  },
  {
    name: 'ends in the middle of its answer and listens on',
    outcomes: broken,
    serve: (socket, { converse, partial }) => converse(socket, () => void socket.end(partial)),
  },
  ...[0, 1, 2, 3].map((index): HostileServer => ({
    name: `announces what does not come (${index + 1})`,
    outcomes: broken,
    serve: (socket, { converse, wrongLengths }) =>
      converse(socket, () => void socket.write(wrongLengths[index] ?? wrongLengths[0] ?? '')),
  })),
  {
    name: 'stalls the TLS handshake',
    tls: true,
    outcomes: ['timeout'],
    serve: (socket, { untilTls }) => void untilTls(socket),
  },
  {
    name: 'shows a certificate that nobody trusts, for another name',
    tls: true,
    outcomes: ['tls'],
    serve: (socket, { untilTls }) =>
      void untilTls(socket).then(() =>
        new TLSSocket(socket, { isServer: true, ...wrongCertificate() }).on('error', () => undefined),
      ),
  },
];

/** One byte at a time, for ever: never idle, never done. */
function drip(socket: Socket, bytes: Buffer): void {
  let at = 0;
  const timer = setInterval(
    () => socket.write(bytes.subarray(at % bytes.length, (at++ % bytes.length) + 1)),
    50,
  );
  socket.on('close', () => clearInterval(timer));
}

/** As much as the client takes. */
function flood(socket: Socket, { start, chunk }: { start: Buffer; chunk: Buffer }): void {
  const more = (): void => {
    while (!socket.destroyed && socket.write(chunk)) continue;
  };
  socket.on('drain', more);
  socket.write(start);
  more();
}

let packed: Buffer | undefined;
function bomb(): Buffer {
  return compressedBomb((packed ??= gzipSync(Buffer.alloc(64 * 1024 * 1024))));
}
