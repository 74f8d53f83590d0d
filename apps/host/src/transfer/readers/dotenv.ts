import type { NotRead } from './reading.js';

export interface Variables {
  values: Map<string, string>;
  notRead: NotRead[];
}

/**
 * Variables as `.env` files hold them: `export` before a name, comments, single quotes (as they stand), double
 * quotes (with \n, \t, \" and over several lines). References such as ${NAME} are left as they stand: a password
 * may hold a dollar sign.
 */
export function readDotenv(text: string): Variables {
  const values = new Map<string, string>();
  const notRead: NotRead[] = [];
  let line = 1;
  for (const [entry] of text.matchAll(entries)) {
    const value = readEntry(entry);
    if (value !== undefined) values.set(...value);
    else if (!/^(#.*)?$/.test(entry.trim()))
      notRead.push({ where: `line ${line}`, reason: 'is no NAME=value' });
    line += entry.split('\n').length - 1;
  }
  return { values, notRead };
}

/** A line, or several where a quoted value goes on. */
const entries =
  /[ \t]*(?:export[ \t]+)?[\w.-]+[ \t]*=[ \t]*(?:"(?:[^"\\]|\\[^])*"|'[^']*')[ \t]*(?:#[^\n]*)?(?:\r?\n|$)|[^\n]*\n|[^\n]+$/g;

function readEntry(entry: string): [name: string, value: string] | undefined {
  const [, name, raw = ''] = /^\s*(?:export\s+)?([\w.-]+)[ \t]*=[ \t]*([^]*?)\s*$/.exec(entry) ?? [];
  if (name === undefined) return undefined;
  const double = /^"((?:[^"\\]|\\[^])*)"/.exec(raw)?.[1];
  if (double !== undefined) return [name, double.replaceAll(/\\([^])/g, unescaped)];
  const single = /^'([^']*)'/.exec(raw)?.[1];
  // A comment needs a space before it: # may stand in a password.
  return [name, single ?? raw.replace(/\s+#[^]*$/, '')];
}

function unescaped(_all: string, character: string): string {
  return ({ n: '\n', r: '\r', t: '\t' } as Record<string, string>)[character] ?? character;
}
