import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { filesBelow } from './files.mjs';

/**
 * Looks at every tracked file for what belongs to one machine, and at the size of our sources:
 *   node tools/check-hygiene.mjs
 */
const traces = [
  [/(?<![\w.~-])\/(?:work|home|root|Users)\/[\w.-]+/, 'a path of one machine'],
  [
    /\b(?:registry\.npmjs\.org|registry\.yarnpkg\.com|registry\.npmmirror\.com|deb\.debian\.org|pypi\.org)\b/,
    'the host of a package registry',
  ],
];
const limits = { median: 60, p90: 200 };

const self = 'tools/check-hygiene.mjs';
const files = trackedFiles();
const problems = [...files.filter((path) => path !== self).flatMap(tracesIn), ...oversize()];
for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;

/** A bare machine has the files and no git; there nothing is untracked yet but what installing and building left. */
function trackedFiles() {
  const { status, stdout } = spawnSync('git', ['ls-files', '-z'], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\0').filter(Boolean) : filesBelow('.');
}

function tracesIn(path) {
  return read(path)
    .split('\n')
    .flatMap((line, index) => {
      const found = traces.find(([pattern]) => pattern.test(line));
      return found === undefined ? [] : [`${path}:${index + 1} holds ${found[1]}`];
    });
}

function oversize() {
  const sources = files.filter((path) => /\/src\/.*\.tsx?$/.test(path) && !path.includes('.spec.'));
  const lengths = sources.map((path) => read(path).split('\n').length - 1).sort((a, b) => a - b);
  const at = (share) => lengths[Math.floor(lengths.length * share)] ?? 0;
  const sizes = { median: at(0.5), p90: at(0.9) };
  return Object.entries(limits)
    .filter(([name, limit]) => sizes[name] > limit)
    .map(([name, limit]) => `The ${name} of lines in our source files is ${sizes[name]}, more than ${limit}`);
}

/** Empty for a file that was deleted and is not committed yet. */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
