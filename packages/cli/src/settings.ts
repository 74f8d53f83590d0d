import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Settings {
  /** The server's root, such as http://127.0.0.1:5680. */
  url: string;
  /** A session or API token; without one the operator socket is used. */
  token: string | undefined;
  /** Lets the owner of the data directory act without a login. */
  operatorSocket: string;
  dataDirectory: string;
  tokenFile: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads flags, then `PATCHBAY_*`, then the token that `patchbay login` stored. */
export function readSettings(
  flags: { url?: string | undefined },
  environment: Environment = process.env,
): Settings {
  const dataDirectory = resolve(nonEmpty(environment.PATCHBAY_DATA_DIR) ?? '.patchbay');
  const host = nonEmpty(environment.PATCHBAY_HOST) ?? '127.0.0.1';
  const url = flags.url ?? `http://${urlHost(host)}:${nonEmpty(environment.PATCHBAY_PORT) ?? '5680'}`;
  const tokenFile = join(homedir(), '.config', 'patchbay', 'cli.json');
  return {
    url: url.replace(/\/+$/, ''),
    token: nonEmpty(environment.PATCHBAY_TOKEN) ?? storedToken(tokenFile, url),
    operatorSocket: join(dataDirectory, 'state', 'operator.sock'),
    dataDirectory,
    tokenFile,
  };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text;
}

// A server that listens everywhere is reached on this machine by its loopback address.
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** Tokens are kept by server, so that one is never sent to another. */
export function storedTokens(file: string): Record<string, string> {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as { tokens?: Record<string, string> };
    return value.tokens ?? {};
  } catch {
    return {};
  }
}

function storedToken(file: string, url: string): string | undefined {
  const tokens = storedTokens(file);
  return Object.hasOwn(tokens, url) ? tokens[url] : undefined;
}
