import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Leases and the rotation of the master key, in a process that is the host itself: both lie behind the runners. */
const file = fileURLToPath(new URL('../../apps/host/dist/spec/bench-vault.js', import.meta.url));
process.exitCode = spawnSync(process.execPath, [file], { stdio: 'inherit' }).status ?? 1;
