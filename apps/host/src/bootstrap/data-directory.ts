import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PatchbayError } from '@patchbay/errors';

/** Where things lie below the data directory; also the injection token of these paths. */
export class DataPaths {
  /** For the host alone: store, lock, operator socket. */
  readonly state = join(this.root, 'state');
  readonly database = join(this.state, 'patchbay.sqlite');
  readonly lock = join(this.state, 'host.lock');
  readonly operatorSocket = join(this.state, 'operator.sock');
  readonly logs = join(this.root, 'logs');
  readonly logFile = join(this.logs, 'host.log');
  readonly files = join(this.root, 'files');
  /** Files of runs that are over; for the host alone. */
  readonly runFiles = join(this.root, 'run-files');
  /** One directory per runner, with the files of the runs that it executes. */
  readonly exchange = join(this.root, 'exchange');

  /** One directory per runner, with the socket at which it asks for connections; for the host alone. */
  readonly relays = join(this.root, 'relays');

  constructor(readonly root: string) {}
}

/** Makes the directories; what only the host may read is closed to everybody else, also when it was open before. */
export function makeDataDirectory(root: string): DataPaths {
  const paths = new DataPaths(root);
  try {
    // Passable, not listable: a runner under its own user reaches `files` through it.
    mkdirSync(root, { recursive: true, mode: 0o711 });
    for (const directory of [paths.state, paths.logs, paths.runFiles]) {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      chmodSync(directory, 0o700);
    }
    mkdirSync(paths.files, { recursive: true, mode: 0o755 });
    // Whoever used what lies there is gone: a host that runs holds the lock of this directory.
    rmSync(paths.exchange, { recursive: true, force: true });
    // Passable, not listable, as the names in it are known to one runner each.
    mkdirSync(paths.exchange, { mode: 0o711 });
    rmSync(paths.relays, { recursive: true, force: true });
    mkdirSync(paths.relays, { mode: 0o700 });
  } catch (cause) {
    throw new PatchbayError('config-invalid', {
      detail: `PATCHBAY_DATA_DIR: cannot make the directories in ${root}.`,
      cause,
    });
  }
  return paths;
}
