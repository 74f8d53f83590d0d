import { createReadStream, readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { FastifyReply } from 'fastify';

/**
 * The files of one folder, listed once. A request is looked up in that list and never becomes part of a path, so
 * that no `..` leads out of the folder. What the build compressed goes out as it lies there; nothing is compressed here.
 */
export class StaticFiles {
  readonly #files: ReadonlyMap<string, number>;

  constructor(private readonly folder: string) {
    this.#files = new Map(list(folder));
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  send(path: string, reply: FastifyReply, cacheControl: string): FastifyReply {
    const { encoding, suffix } = this.#copyFor(path, reply.request.headers['accept-encoding']);
    if (encoding !== undefined) void reply.header('content-encoding', encoding);
    const sent = path + suffix;
    return reply
      .type(types[extname(path)] ?? 'application/octet-stream')
      .header('cache-control', cacheControl)
      .header('vary', 'accept-encoding')
      .header('content-length', this.#files.get(sent) ?? 0)
      .send(createReadStream(join(this.folder, sent)));
  }

  #copyFor(path: string, accepted: string | string[] = ''): Copy {
    const names = String(accepted).split(',').map(acceptedName);
    return (
      copies.find(({ encoding, suffix }) => names.includes(encoding) && this.#files.has(path + suffix)) ??
      asIs
    );
  }
}

interface Copy {
  encoding: string | undefined;
  suffix: string;
}

/** The smaller one first. */
const copies = [
  { encoding: 'br', suffix: '.br' },
  { encoding: 'gzip', suffix: '.gz' },
];
const asIs: Copy = { encoding: undefined, suffix: '' };

/** Of one of the values of `accept-encoding`, unless its weight says that it is not wanted. */
function acceptedName(value: string): string | undefined {
  const [name = '', ...weights] = value
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  return weights.some((weight) => /^q=0(\.0*)?$/.test(weight)) ? undefined : name;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
};

function list(folder: string, below = ''): [string, number][] {
  try {
    return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry): [string, number][] => {
      const path = `${below}${entry.name}`;
      return entry.isDirectory() ? list(folder, `${path}/`) : [[path, statSync(join(folder, path)).size]];
    });
  } catch {
    // Not built: the API works all the same, and `/` says so.
    return [];
  }
}
