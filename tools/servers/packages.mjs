import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Commands that the tests run, and the Debian package that brings each. */
const needed = {
  initdb: 'postgresql',
  postgres: 'postgresql',
  mariadbd: 'mariadb-server',
  'mariadb-install-db': 'mariadb-server',
  openssl: 'openssl',
  setpriv: 'util-linux',
  unshare: 'util-linux',
  'dbus-run-session': 'dbus',
  'gnome-keyring-daemon': 'gnome-keyring',
  chromium: 'chromium',
};

/** Packages that bring no command, by a file of theirs. */
const neededFiles = {
  // Without a font, every text in the browser is a row of boxes and has no width to test by.
  '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf': 'fonts-dejavu-core',
};

/** Another apt may be at work, for instance the daily one of a fresh machine; in seconds. */
const waitForLock = ['-o', 'DPkg::Lock::Timeout=300'];

/**
 * Installs with apt what the tests need and this machine lacks.
 * Throws a sentence that names the packages when they are missing and cannot be installed.
 */
export function installMissing() {
  const packages = missingPackages();
  if (packages.length === 0) return;
  process.stderr.write(`Installing for the tests: ${packages.join(' ')}\n`);
  // A bare image has no package lists: only then is the slower update worth its time.
  if (!aptInstall(packages)) {
    apt(['update']);
    aptInstall(packages);
  }
  const still = missingPackages();
  if (still.length > 0) throw new Error(cannotInstall(still));
}

/** The absolute path of a command, looked up in PATH and where Debian keeps servers. */
export function findCommand(name) {
  return searchDirectories()
    .map((directory) => join(directory, name))
    .find(isExecutable);
}

function missingPackages() {
  const commands = Object.entries(needed).filter(([command]) => findCommand(command) === undefined);
  const files = Object.entries(neededFiles).filter(([path]) => !existsSync(path));
  return [...new Set([...commands, ...files].map(([, name]) => name))];
}

function aptInstall(packages) {
  return apt(['install', '-y', '--no-install-recommends', ...packages]);
}

function apt(args) {
  // RUNLEVEL=1 keeps Debian from starting the servers that it installs; the tests start their own.
  const env = { ...process.env, RUNLEVEL: '1', DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('apt-get', [...waitForLock, ...args], {
    env,
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  return status === 0;
}

function cannotInstall(packages) {
  const root = process.getuid?.() === 0;
  const reason = root ? 'apt-get could not install them' : 'only root may install them';
  return `The tests need the Debian packages ${packages.join(', ')}, and ${reason}. Run: apt-get install ${packages.join(' ')}`;
}

function searchDirectories() {
  const debian = '/usr/lib/postgresql';
  return [...(process.env.PATH ?? '').split(delimiter), ...versions(debian), '/usr/sbin', '/sbin'];
}

function versions(directory) {
  try {
    const newestFirst = readdirSync(directory).sort((a, b) => Number(b) - Number(a));
    return newestFirst.map((version) => join(directory, version, 'bin'));
  } catch {
    return []; // no Debian PostgreSQL here
  }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
