import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openConnector } from '@patchbay/plugin-testing';
import type { JsonObject, SqlCapability, SqlText } from '@patchbay/plugin-sdk';
import { sqlite } from '../connector.js';

/** A directory that connections may use, removed by `remove`. */
export function allowedDirectory() {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'patchbay-sqlite-')));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function openFile(directory: string, config: Record<string, unknown> = {}) {
  const whole = { path: 'shop.db', createIfMissing: true, ...config };
  return openConnector(sqlite, whole, { allowedDirectories: [directory] });
}

/** `` sql`SELECT ${value}` `` with the value bound. */
export function sql(strings: TemplateStringsArray, ...values: SqlText['values'][number][]): SqlText {
  return { strings: [...strings], values };
}

export async function rowsOf(database: SqlCapability, text: string): Promise<JsonObject[]> {
  const { signal } = new AbortController();
  return (await database.query({ strings: [text], values: [] }, { signal })).rows;
}
