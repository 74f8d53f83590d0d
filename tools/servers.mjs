import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from './fail.mjs';
import { startServers } from './servers/index.mjs';

const envFile = join(tmpdir(), 'patchbay-test-servers.env');

const help = `The servers that the tests need, for development (npm test starts its own).

  node tools/servers.mjs start   starts them and keeps them until Ctrl-C, SIGTERM or stop
  node tools/servers.mjs stop    stops those that were started so

While they run, ${envFile} holds the lines to source:
  . ${envFile} && node --test plugins/postgresql/dist/
`;

const commands = { start, stop };
const command = commands[process.argv[2]];
if (command === undefined) {
  process.stdout.write(help);
  process.exitCode = process.argv[2] === '--help' ? 0 : 2;
} else {
  await command().catch(fail);
}

async function start() {
  if (runningPid() !== undefined) throw new Error(`Servers run already, see ${envFile}`);
  const servers = await startServers();
  writeEnvironment(servers.env);
  process.stdout.write(readFileSync(envFile, 'utf8'));
  const signal = await new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => resolve(name));
    setInterval(() => undefined, 2 ** 30); // signals alone do not keep Node alive
  });
  rmSync(envFile, { force: true });
  await servers.stop();
  process.stdout.write(`Stopped after ${signal}\n`);
  process.exit(0);
}

async function stop() {
  const pid = runningPid();
  if (pid === undefined) return void process.stdout.write('No servers run\n');
  process.kill(pid, 'SIGTERM');
  while (runningPid() === pid) await sleep(50);
}

function writeEnvironment(env) {
  const lines = Object.entries(env).map(([name, value]) => `export ${name}='${value}'`);
  rmSync(envFile, { force: true });
  // 'wx': the folder is everybody's, and a link planted there must not redirect the passwords.
  writeFileSync(envFile, `# pid ${process.pid}\n${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
}

function runningPid() {
  try {
    const pid = Number(/^# pid (\d+)/.exec(readFileSync(envFile, 'utf8'))?.[1]);
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}
