import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { text } from 'node:stream/consumers';

/**
 * Everything that can be said of the sources without running them:  npm run check [-- unbuilt | built]
 * With a word only the checks that need nothing built, or only the others, one after the other: something else runs beside them.
 * Without, as many at once as there are processors, the longest first. Each one's output follows in one piece.
 */
const checks = {
  built: ['lint', 'docs:check'],
  unbuilt: ['format:check', 'architecture', 'lock:check', 'hygiene'],
};

const [part] = process.argv.slice(2);
if (part !== undefined && !Object.hasOwn(checks, part))
  throw new Error(`There are no checks called "${part}"`);
const waiting = part === undefined ? Object.values(checks).flat() : [...checks[part]];
const lanes = Array.from({ length: part === undefined ? availableParallelism() : 1 }, async () => {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await run(name);
});
await Promise.all(lanes);

async function run(name) {
  const child = spawn('npm', ['run', '-s', name], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const [output, problems] = await Promise.all([text(child.stdout), text(child.stderr)]);
  process.stdout.write(output);
  process.stderr.write(problems);
  if ((await ended) === 0) return;
  process.stderr.write(`npm run ${name} failed\n`);
  process.exitCode = 1;
}
