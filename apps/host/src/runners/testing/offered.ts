import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Rung } from '../isolation/rungs.js';

export interface Offer {
  /** Whether a runner at this rung must start. */
  works: boolean;
  /** What the refusal must say where it must not. */
  because: RegExp;
  /** Whether it must have no network. */
  network: boolean;
}

const namespaces = ['--pid', '--mount', '--ipc', '--uts', '--fork', '--kill-child'];
const mounting = ['/bin/sh', '-c', 'mount -t tmpfs none /sys && mount -t proc none /proc'];
const asRunner = ['setpriv', '--reuid=64200', '--regid=64200', '--clear-groups', '--bounding-set=-all', '--'];

/**
 * What a machine offers, found out by commands that share nothing with the code that chooses a rung. `machine` is
 * put before each command, for instance to take privileges away.
 */
export function offersOf(machine: readonly string[]): Readonly<Record<Rung, Offer>> {
  const says = (...command: string[]) => trial([...machine, ...command]);
  const isRoot = says('/bin/sh', '-c', '[ "$(id -u)" = 0 ]') === '';
  const separately = (...user: string[]) => says('unshare', ...user, ...namespaces, '--net', 'true') === '';
  const directly = says('unshare', ...namespaces, ...mounting);
  const asUser = says('unshare', '--user', '--map-root-user', ...namespaces, ...mounting);
  const chown = says('/bin/sh', '-c', 'f=$(mktemp) && chown 64200:64200 $f; s=$?; rm -f $f; exit $s');
  const otherUser = chown === '' ? says(...asRunner, 'true') : 'operation not permitted';
  const reading = says(...asRunner, 'test', '-r', fileURLToPath(import.meta.url));
  const users = isRoot ? otherUser : 'does not run as root';
  const model = says(process.execPath, '--experimental-permission', '--allow-fs-read=*', '--eval', '0');
  return {
    'namespaces+user': { ...offer(users || directly), network: separately() },
    namespaces: {
      ...offer(directly === '' ? '' : asUser),
      network: directly === '' ? separately() : separately('--user', '--map-root-user'),
    },
    user: offer(users || (reading === '' ? '' : 'EACCES')),
    permission: offer(model),
    process: offer(''),
  };
}

/** Nothing when the command succeeds, else the words by which it failed. */
function trial([file = '', ...args]: string[]): string {
  const { status, stderr, error } = spawnSync(file, args, { encoding: 'utf8', timeout: 10_000 });
  if (status === 0) return '';
  return stderr.trim().split('\n').at(-1) || String(error ?? 'it failed');
}

function offer(hindrance: string): Offer {
  // The last part is the kernel's own word, which the refusal must carry; what stands before names the program.
  const word = hindrance.split(': ').at(-1) ?? '';
  return { works: hindrance === '', because: new RegExp(word.replace(/[^\w ]/g, '.'), 'i'), network: false };
}
