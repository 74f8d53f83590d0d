import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';

const user = 'postgres';

/** PostgreSQL refuses to run as root: then the OS user `postgres` runs it, made here where missing. */
export function serverAccount() {
  if (process.getuid?.() !== 0) return { run: (command) => command, own: () => undefined };
  const ids = lookUp() ?? create();
  return {
    run: (command) => ['setpriv', `--reuid=${user}`, `--regid=${ids.gid}`, '--init-groups', '--', ...command],
    own: (path) => chownSync(path, ids.uid, ids.gid),
  };
}

function lookUp() {
  const { status, stdout } = spawnSync('getent', ['passwd', user], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const [, , uid, gid] = stdout.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

function create() {
  execFileSync('useradd', ['--system', '--user-group', '--shell', '/usr/sbin/nologin', user]);
  return lookUp();
}
