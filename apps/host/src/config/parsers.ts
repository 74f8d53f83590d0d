import { resolve } from 'node:path';
import { AddressList } from '@patchbay/egress';

/** Reads one variable's text; throws an `Invalid` that says what is expected, never what was given. */
export type Parser<T> = (text: string) => T;

/** Its message completes the sentence "PATCHBAY_X must be …". */
export class Invalid extends Error {}

export const text: Parser<string> = (value) => value;
export const path: Parser<string> = (value) => resolve(value);

export function integer(min: number, max: number): Parser<number> {
  return (value) => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= min && number <= max) return number;
    throw new Invalid(`a whole number from ${min} to ${max}`);
  };
}

export function oneOf<const T extends string>(...allowed: readonly T[]): Parser<T> {
  return (value) => {
    const found = allowed.find((word) => word === value);
    if (found !== undefined) return found;
    throw new Invalid(`one of ${allowed.join(', ')}`);
  };
}

/** Comma-separated; blanks around the members do not count. */
export const list: Parser<readonly string[]> = (value) =>
  Object.freeze(
    value
      .split(',')
      .map((member) => member.trim())
      .filter((member) => member !== ''),
  );

export const paths: Parser<readonly string[]> = (value) =>
  Object.freeze(list(value).map((member) => resolve(member)));

/** A misspelt proxy would be taken for the caller of everybody who comes through it. */
export const addresses: Parser<readonly string[]> = (value) => {
  const given = list(value);
  if (new AddressList(given).unreadable.length === 0) return given;
  throw new Invalid('IP addresses and CIDRs, separated by commas');
};

/** Names that start with `.` or `/` are folders, others are package names. */
export const plugins: Parser<readonly string[]> = (value) =>
  Object.freeze(list(value).map((member) => (/^[./]/.test(member) ? resolve(member) : member)));

export function url(...protocols: readonly string[]): Parser<string> {
  return (value) => {
    if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value;
    throw new Invalid(`a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`);
  };
}

/** Other kinds of proxies are refused: to go past them unasked would be worse than not to start. */
export const proxyUrl: Parser<string> = (value) => {
  const full = value.includes('://') ? value : `http://${value}`;
  if (URL.canParse(full) && new URL(full).protocol === 'http:') return full;
  throw new Invalid('a URL that begins with http://, or be empty for Patchbay');
};

export const email: Parser<string> = (value) => {
  if (/^[^\s@]+@[^\s@]+$/.test(value)) return value;
  throw new Invalid('an email address');
};
