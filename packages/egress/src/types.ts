import type { Duplex, Readable } from 'node:stream';
import type { Socket } from 'node:net';
import type { SecureVersion, TLSSocket } from 'node:tls';

/** Which addresses may be dialled. `private-allowed` adds loopback, RFC 1918, ULA and CGNAT; nothing else. */
export type AddressRule = 'public' | 'private-allowed';

export interface EgressPolicy {
  /** Private ranges for hosts that a user typed into a connection. */
  allowPrivateForConnections: boolean;
  /** Private ranges for hosts that a pattern's data decides. */
  allowPrivateForPatterns: boolean;
  /** Patchbay's own listeners. Their ports are refused on every address of this machine. */
  ownListeners: readonly { address: string; port: number }[];
  /**
   * CIDR, address or host name (its subdomains too) that may be dialled although the rule forbids it. Never opens
   * metadata, link-local, multicast, unspecified or mapped addresses, nor own listeners.
   */
  allow?: readonly string[];
  /** Same spellings; always refused, also where `allow` names it. */
  deny?: readonly string[];
  /** The operator's proxies; without it everything is dialled directly. */
  proxy?: ProxySettings | undefined;
  /**
   * For a process without a network: the Unix socket of its relay, which resolves, judges again by a policy of its own
   * and connects, by proxies too. What is judged here beforehand only narrows that.
   */
  relay?: string | undefined;
}

/** They cross to runners by message, never by environment or argument: the URLs hold passwords. */
export interface ProxySettings {
  /** `http://[user:password@]host[:port]`, for http: targets. */
  http?: string;
  /** The same for https: targets. */
  https?: string;
  /** As in NO_PROXY: hosts with their subdomains, `.suffixes`, addresses, CIDRs, each perhaps with a port, or `*`. */
  bypass: readonly string[];
  /** Databases and mail servers too, by CONNECT through `https`. */
  sockets: boolean;
  /**
   * `here` looks names up, judges the addresses and asks the proxy for an address. `proxy` asks it for the name, of
   * which only the spelling can be judged.
   */
  names: 'here' | 'proxy';
}

export interface Destination {
  host: string;
  port: number;
}

/** All addresses of a name, in the order to try them. The default asks the operating system. */
export type Lookup = (hostname: string) => Promise<readonly { address: string; family: number }[]>;

export interface EgressOptions {
  policy: EgressPolicy;
  /** Who decided the host: a user who saved a connection, or the data of a pattern. */
  origin: 'connection' | 'pattern';
  /** When given, only these may be dialled, also after a redirect. */
  bound?: readonly Destination[] | undefined;
  /**
   * When given, every address dialled must be named by an entry: `host` (its subdomains too), `*.host`, an address, a
   * CIDR or `*`, each perhaps with `:port` or `:first-last`. It opens nothing that `policy` or `bound` closes.
   */
  reach?: readonly string[] | undefined;
  /** Bytes that all sockets of this egress may receive together, TLS included; afterwards all of them are cut. */
  maxReceivedBytes?: number | undefined;
  lookup?: Lookup | undefined;
  /** Ends every request and every socket of this egress. */
  signal?: AbortSignal | undefined;
  /** Milliseconds for name, TCP and TLS together; 10,000 when absent. */
  connectTimeoutMs?: number | undefined;
}

/** PEM texts. Certificates are checked unless `rejectUnauthorized` is exactly `false`. */
export interface TlsOptions {
  ca?: string | undefined;
  cert?: string | undefined;
  key?: string | undefined;
  passphrase?: string | undefined;
  /** Name to ask for and to verify; the host when absent. */
  servername?: string | undefined;
  rejectUnauthorized?: boolean | undefined;
  minVersion?: SecureVersion | undefined;
}

export interface ConnectTarget extends Destination {
  tls?: TlsOptions | undefined;
  /** Milliseconds for this connection, instead of `connectTimeoutMs`. */
  timeoutMs?: number | undefined;
  /** Ends the attempt to connect; not the connection once it stands. */
  signal?: AbortSignal | undefined;
}

/** A body that is read as fast as the server takes it; it can be read again when a redirect repeats the request. */
export interface BodySource {
  /** How many bytes it gives; a request that gets more or fewer of them fails. */
  readonly size: number;
  read(): AsyncIterable<Uint8Array>;
}

export interface EgressRequestInit {
  method?: string | undefined;
  headers?: Readonly<Record<string, string | readonly string[]>> | undefined;
  body?: string | Uint8Array | BodySource | undefined;
  tls?: TlsOptions | undefined;
  /** Milliseconds from the call to the last byte of the body; 30,000 when absent. */
  timeoutMs?: number | undefined;
  /** Bytes of the answer after decompression; 10 MiB when absent. */
  maxBytes?: number | undefined;
  /** 5 when absent. */
  maxRedirects?: number | undefined;
  /** `manual` answers with the redirect itself; `follow` when absent. */
  redirect?: 'follow' | 'manual' | undefined;
  /** Further headers that carry credentials and so never go to another origin. */
  secretHeaders?: readonly string[] | undefined;
  signal?: AbortSignal | undefined;
}

export interface EgressResponse {
  status: number;
  statusText: string;
  /** Names in lower case; a repeated header is a list. */
  headers: Record<string, string | string[]>;
  /** Where the answer came from, after redirects. */
  url: string;
  /** Decompressed and under `maxBytes` and `timeoutMs`, as are the three readers below. */
  body: Readable;
  text(): Promise<string>;
  json(): Promise<unknown>;
  bytes(): Promise<Uint8Array>;
}

/** What drivers use of a `net.Socket`; it emits `connect`. */
export interface DriverSocket extends Duplex {
  /** `(port, host)` or `({ port, host })`, and a listener for `connect`. */
  connect(...args: unknown[]): this;
  setNoDelay(on?: boolean): this;
  setKeepAlive(on?: boolean, delayMs?: number): this;
}

export interface Egress {
  /** Connects to a checked address, with TLS if `tls` is given. */
  connect(target: ConnectTarget): Promise<Socket | TLSSocket>;
  /** An unconnected socket for drivers that call `connect(port, host)` themselves. */
  socket(): DriverSocket;
  /** One HTTP request. Redirects are checked like the first address and lose credentials across origins. */
  fetch(url: string | URL, init?: EgressRequestInit): Promise<EgressResponse>;
  /** Ends everything: requests, kept-alive connections, sockets. Close drivers first. Nothing can be dialled afterwards. */
  close(): Promise<void>;
}
