import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/**
 * Blanks variables in the environment of the npm that runs this start:  forget-secrets.mjs PARENT-PID NAME…
 *
 * npm stays as the parent of the host. A plugin that runs as the same user could otherwise read the master key
 * from /proc/<npm>/environ for as long as Patchbay runs. Only npm and a shell between are touched: what lies
 * above them was not started for Patchbay.
 */
const [parent, ...names] = process.argv.slice(2);
const remedy =
  'start Patchbay by "sh bin/start.sh", or keep the key in a file named by PATCHBAY_MASTER_KEY_FILE';

if (process.platform === 'linux') {
  const left = names.filter((name) => !ancestorsUpToNpm(Number(parent)).every((pid) => blank(pid, name)));
  for (const name of left) {
    process.stderr.write(`npm keeps ${name} readable in its environment while Patchbay runs: ${remedy}.\n`);
  }
}

function ancestorsUpToNpm(first) {
  const pids = [];
  for (let pid = first; pid > 1 && pids.length < 3; pid = parentOf(pid)) {
    pids.push(pid);
    if (isNpm(pid)) return pids;
  }
  return [];
}

function isNpm(pid) {
  const [program, script = ''] = readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0');
  return program.startsWith('npm ') || script.endsWith('npm-cli.js') || script.endsWith('/npm');
}

/** Returns false when the system does not let us write there (a ptrace restriction). */
function blank(pid, variable) {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, 'latin1');
    const [start] = environmentAddresses(pid);
    const at = `\0${environment}`.indexOf(`\0${variable}=`);
    if (at < 0) return true;
    const length = environment.indexOf('\0', at) - at;
    overwrite(pid, start + at, length);
    return !readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`${variable}=`);
  } catch {
    return false;
  }
}

function overwrite(pid, address, length) {
  const memory = openSync(`/proc/${pid}/mem`, 'r+');
  try {
    writeSync(memory, Buffer.alloc(length), 0, length, address);
  } finally {
    closeSync(memory);
  }
}

function parentOf(pid) {
  return Number(statistics(pid)[1]);
}

/** Where the environment begins and ends in the memory of the process: fields 50 and 51 of proc(5) stat. */
function environmentAddresses(pid) {
  return statistics(pid).slice(47, 49).map(Number);
}

/** The fields of stat from the third on; the second, a name, may itself hold spaces and brackets. */
function statistics(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}
