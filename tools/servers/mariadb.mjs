import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverAccount } from './account.mjs';
import { startGuarded } from './guard.mjs';
import { findCommand } from './packages.mjs';
import { freePort } from './port.mjs';

const startDeadlineMs = 60_000;

/** Throw-away data needs no durability, and both servers together should stay small. */
const settings = [
  'bind-address=127.0.0.1',
  'skip-name-resolve',
  'skip-log-bin',
  'character-set-server=utf8mb4',
  'max-connections=200',
  'innodb-buffer-pool-size=16M',
  'innodb-log-file-size=8M',
  'innodb-flush-log-at-trx-commit=0',
  'innodb-doublewrite=0',
  'key-buffer-size=1M',
  'aria-pagecache-buffer-size=1M',
];

/** A server without TLS; every login needs the password. It offers files to LOAD DATA LOCAL, as Debian's does. */
export async function startMariadb() {
  const { url, stop } = await start(['local-infile=1']);
  return { env: { TEST_MARIADB_URL: url('127.0.0.1') }, stop };
}

/** A server that refuses logins without TLS, with a server certificate that the tests' authority signed. */
export async function startTlsMariadb(certificates) {
  const { url, stop } = await start((directory, account) => {
    const files = { cert: certificates.serverCertificate, key: certificates.serverKey };
    return [
      'require-secure-transport=ON',
      ...Object.entries(files).map(([name, path]) => {
        const copy = join(directory, `${name}.pem`);
        copyFileSync(path, copy);
        account.own(copy);
        return `ssl-${name}=${copy}`;
      }),
    ];
  });
  return { env: { TEST_MARIADB_TLS_URL: url('localhost'), TEST_MARIADB_TLS_CA: certificates.ca }, stop };
}

async function start(extra) {
  const account = serverAccount();
  const directory = mkdtempSync(join(tmpdir(), 'patchbay-mariadb-'));
  account.own(directory);
  chmodSync(directory, 0o755);
  const password = randomBytes(12).toString('hex');
  let guarded;
  try {
    const options = typeof extra === 'function' ? extra(directory, account) : extra;
    const port = await freePort();
    const command = prepare({ account, directory, password, options, port });
    const log = join(directory, 'server.log');
    guarded = startGuarded({ directory, log, command, signal: 'TERM' });
    await ready(log, guarded);
    rmSync(initFile(directory));
    return { url: (host) => `mysql://root:${password}@${host}:${port}/test`, stop: guarded.stop };
  } catch (error) {
    await guarded?.stop();
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

/** Creates the data and gives the command that serves it. */
function prepare({ account, directory, password, options, port }) {
  const data = join(directory, 'data');
  // A server that starts removes the temporary tables that it finds: in a shared folder, those of its neighbours.
  const temporary = join(directory, 'tmp');
  for (const folder of [data, temporary]) {
    mkdirSync(folder);
    account.own(folder);
  }
  const install = [
    findCommand('mariadb-install-db'),
    '--no-defaults',
    `--datadir=${data}`,
    `--tmpdir=${temporary}`,
  ];
  const [file, ...args] = account.run([
    ...install,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ]);
  execFileSync(file, args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/' });
  writeFileSync(initFile(directory), initialStatements(password), { mode: 0o600 });
  account.own(initFile(directory));
  const paths = {
    datadir: data,
    tmpdir: temporary,
    socket: join(directory, 'socket'),
    'pid-file': join(directory, 'pid'),
    'init-file': initFile(directory),
  };
  const named = Object.entries({ ...paths, port }).map(([name, value]) => `${name}=${value}`);
  const flags = [...settings, ...named, ...options].map((option) => `--${option}`);
  return account.run([findCommand('mariadbd'), '--no-defaults', ...flags]);
}

function initFile(directory) {
  return join(directory, 'init.sql');
}

/** The server reads one statement per line. Accounts without a password go away. */
function initialStatements(password) {
  return [
    "DELETE FROM mysql.global_priv WHERE User IN ('', 'root', 'PUBLIC')",
    'FLUSH PRIVILEGES',
    `CREATE USER root@'%' IDENTIFIED BY '${password}'`,
    "GRANT ALL PRIVILEGES ON *.* TO root@'%' WITH GRANT OPTION",
    'CREATE DATABASE test',
  ]
    .map((statement) => `${statement};\n`)
    .join('');
}

async function ready(log, guarded) {
  const deadline = Date.now() + startDeadlineMs;
  let output = '';
  let ended = false;
  void guarded.exited.then(() => (ended = true));
  while (!output.includes('ready for connections')) {
    if (ended || Date.now() > deadline) {
      throw new Error(`MariaDB did not start. Its last words were:\n${output.slice(-2000)}`);
    }
    await sleep(20);
    if (existsSync(log)) output = readFileSync(log, 'utf8');
  }
}
