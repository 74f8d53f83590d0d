import { fileURLToPath } from 'node:url';
import { isPacked } from './packed-form.js';

/** Where the programs lie that make up a host, in the form that this code has itself. */
export const programs = {
  host: pathOf(isPacked ? './packed/main.js' : './main.js'),
  dialer: pathOf(isPacked ? './packed/dialer.js' : './runners/network/dialer-main.js'),
  /** A URL, found as an import would find it. */
  get runner(): string {
    return import.meta.resolve(isPacked ? '@patchbay/runner/packed' : '@patchbay/runner');
  },
} as const;

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
