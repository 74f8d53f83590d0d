import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverAccount } from './account.mjs';
import { makeCertificates } from './certificates.mjs';
import { startGuarded } from './guard.mjs';
import { findCommand } from './packages.mjs';
import { freePort } from './port.mjs';

const startDeadlineMs = 60_000;
const certificateUser = 'certuser';

/** Throw-away data needs no durability, and both servers together should stay small. */
const settings = {
  listen_addresses: 'localhost',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '32MB',
};

/** A server without TLS; every login needs the password. */
export async function startPostgres() {
  const cluster = createCluster(['host all all all scram-sha-256']);
  const server = await start(cluster, {});
  return { env: { TEST_POSTGRES_URL: cluster.url('127.0.0.1', server.port) }, stop: server.stop };
}

/**
 * A server that refuses to talk without TLS; `certuser` logs in with the client certificate alone.
 * `certificates` names the files, so that other servers can show what the same authority signed.
 */
export async function startTlsPostgres() {
  const cluster = createCluster([
    `hostssl all ${certificateUser} all cert`,
    'hostssl all all all scram-sha-256',
  ]);
  const directory = join(cluster.directory, 'tls');
  mkdirSync(directory);
  const paths = makeCertificates(directory, certificateUser);
  for (const path of [directory, paths.serverKey, paths.serverCertificate]) cluster.account.own(path);
  chmodSync(directory, 0o755);
  const tls = { ssl: 'on', ssl_ca_file: paths.ca, ssl_cert_file: paths.serverCertificate };
  const server = await start(cluster, { ...tls, ssl_key_file: paths.serverKey });
  const env = {
    TEST_POSTGRES_TLS_URL: cluster.url('localhost', server.port),
    TEST_POSTGRES_TLS_CA: paths.ca,
    TEST_POSTGRES_TLS_CERT: paths.clientCertificate,
    TEST_POSTGRES_TLS_KEY: paths.clientKey,
    TEST_POSTGRES_TLS_CERT_USER: certificateUser,
  };
  return { env, certificates: paths, stop: server.stop };
}

function createCluster(access) {
  const account = serverAccount();
  const directory = mkdtempSync(join(tmpdir(), 'patchbay-postgres-'));
  account.own(directory);
  chmodSync(directory, 0o755);
  const data = join(directory, 'data');
  const password = randomBytes(12).toString('hex');
  try {
    initialise({ account, directory, data, password });
    writeFileSync(join(data, 'pg_hba.conf'), `${access.join('\n')}\n`);
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
  const url = (host, port) => `postgres://postgres:${password}@${host}:${port}/postgres`;
  return { account, directory, data, url };
}

function initialise({ account, directory, data, password }) {
  const passwordFile = join(directory, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  account.own(passwordFile);
  const options = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-N'];
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8'];
  run(account, [findCommand('initdb'), '-D', data, ...options, ...locale]);
  rmSync(passwordFile);
  const single = [findCommand('postgres'), '--single', '-D', data, 'postgres'];
  run(account, single, `create role ${certificateUser} login\n`);
}

function run(account, command, input = '') {
  const [file, ...args] = account.run(command);
  execFileSync(file, args, { input, stdio: ['pipe', 'ignore', 'pipe'], cwd: '/' });
}

async function start(cluster, extra) {
  const port = await freePort();
  const options = Object.entries({ ...settings, ...extra, port });
  const server = [findCommand('postgres'), '-D', cluster.data];
  const command = cluster.account.run([
    ...server,
    ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const log = join(cluster.directory, 'server.log');
  const guarded = startGuarded({ directory: cluster.directory, log, command });
  await ready(cluster, log, guarded);
  return { port, stop: guarded.stop };
}

/** PostgreSQL writes its state as the eighth line of its pid file. */
async function ready(cluster, log, guarded) {
  const pidFile = join(cluster.data, 'postmaster.pid');
  const deadline = Date.now() + startDeadlineMs;
  let output = '';
  let ended = false;
  void guarded.exited.then(() => (ended = true));
  while (!isReady(pidFile)) {
    if (existsSync(log)) output = readFileSync(log, 'utf8');
    if (ended || Date.now() > deadline) {
      await guarded.stop();
      throw new Error(`PostgreSQL did not start. Its last words were:\n${output.slice(-2000)}`);
    }
    await sleep(20);
  }
}

function isReady(pidFile) {
  try {
    return readFileSync(pidFile, 'utf8').split('\n')[7]?.trim() === 'ready';
  } catch {
    return false; // not written yet
  }
}
