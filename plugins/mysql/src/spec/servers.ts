import { readFileSync } from 'node:fs';
import { openConnector } from '@patchbay/plugin-testing';
import type { PoolSettings, SqlText } from '@patchbay/plugin-sdk';
import { mariadb } from '../connectors.js';

/** A connection's configuration for the plain server that `npm test` starts. */
export function plainServer(): Record<string, unknown> {
  return configOf('TEST_MARIADB_URL');
}

/** The server that takes logins over TLS only; the tests' own authority signed its certificate, for localhost. */
export function tlsServer(): Record<string, unknown> {
  return { ...configOf('TEST_MARIADB_TLS_URL'), tls: 'on', tlsCa: fileOf('TEST_MARIADB_TLS_CA') };
}

export function fileOf(name: string): string {
  return readFileSync(setting(name), 'utf8');
}

export function openPlain(pool: Partial<PoolSettings> = {}, config: Record<string, unknown> = {}) {
  return openConnector(mariadb, { ...plainServer(), ...config }, { pool });
}

/** `` sql`SELECT ${value}` `` with the value bound. */
export function sql(strings: TemplateStringsArray, ...values: SqlText['values'][number][]): SqlText {
  return { strings: [...strings], values };
}

/** A statement without values, for names that are no values. */
export function text(statement: string): SqlText {
  return { strings: [statement], values: [] };
}

/** A name that no other spec uses at the same time. */
export function uniqueName(prefix: string): string {
  return `${prefix}_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
}

export function withCode(code: string, words = /./u) {
  return (error: Error & { code?: string }) => {
    if (error.code !== code || !words.test(error.message)) throw error;
    return true;
  };
}

function configOf(name: string): Record<string, unknown> {
  const url = new URL(setting(name));
  return {
    host: url.hostname,
    port: Number(url.port),
    database: url.pathname.slice(1),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing: run npm test, which starts the servers`);
  return value;
}
