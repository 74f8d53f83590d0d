import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { wrong } from '../values/lists.js';

const longest = 65_536;

/** A random text of so many characters; `ascii` are the printable ones without the blank. */
export function generate(kind: 'uuid' | 'hex' | 'base64' | 'ascii', length: number): string {
  if (!Number.isInteger(length) || length < 1 || length > longest)
    throw wrong('stringLength', `must be a whole number from 1 to ${longest}, but is ${length}`);
  switch (kind) {
    case 'uuid':
      return randomUUID();
    case 'hex':
      return randomBytes(Math.ceil(length / 2))
        .toString('hex')
        .slice(0, length);
    case 'base64':
      return randomBytes(length).toString('base64').slice(0, length);
    case 'ascii':
      // randomInt is free of the bias that a remainder of bytes would have.
      return Array.from({ length }, () => String.fromCharCode(randomInt(33, 127))).join('');
  }
}
