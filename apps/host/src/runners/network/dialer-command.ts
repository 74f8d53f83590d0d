import { programs } from '../../programs.js';
import type { Command } from '../isolation/command.js';
import { isRoot } from '../isolation/privileges.js';
import { tool } from '../isolation/tools.js';

const heapMb = 96;
/** The kernel's own stop, far above what the connections of all runners can take. */
const dataLimit = 1024 * 1024 * 1024;

/** Look-ups wait in threads, of which libuv lends them half. */
export const dialerEnvironment = { UV_THREADPOOL_SIZE: '16' };

/** The process that makes the connections of runners: no capabilities, no core dumps, ends with the host. */
export function dialerCommand(): Command {
  const unprivileged = isRoot() ? ['--bounding-set=-all', '--inh-caps=-all'] : [];
  const limits = ['--core=1', `--data=${dataLimit}`];
  return {
    file: tool('setpriv'),
    args: [
      ...['--pdeathsig', 'KILL', '--no-new-privs', ...unprivileged, '--'],
      ...[tool('prlimit'), ...limits, '--'],
      ...[process.execPath, `--max-old-space-size=${heapMb}`, '--max-semi-space-size=2'],
      ...[
        '--disable-proto=delete',
        '--no-global-search-paths',
        '--disable-warning=SecurityWarning',
        programs.dialer,
      ],
    ],
  };
}
