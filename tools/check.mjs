import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { text } from 'node:stream/consumers';

/**
 * Everything that can be said of the sources without running them:  npm run check
 * As many checks at once as there are processors, the longest first; each one's output follows in one piece.
 */
const checks = ['lint', 'architecture', 'format:check', 'docs:check', 'lock:check', 'hygiene'];

const waiting = [...checks];
const lanes = Array.from({ length: availableParallelism() }, async () => {
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
