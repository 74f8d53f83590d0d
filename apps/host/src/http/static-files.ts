import { createReadStream, readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { FastifyReply } from 'fastify';

/**
 * The files of one folder, listed once. A request is looked up in that list and never becomes part of a path, so
 * that no `..` leads out of the folder.
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
    return reply
      .type(types[extname(path)] ?? 'application/octet-stream')
      .header('cache-control', cacheControl)
      .header('content-length', this.#files.get(path) ?? 0)
      .send(createReadStream(join(this.folder, path)));
  }
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
