import { filesBelow, workspaces } from '../files.mjs';

const specSource = /\/src\/(.*)\.spec\.tsx?$/;

/**
 * The compiled spec files, found from their sources so that the output of a deleted spec never runs.
 * Throws when none is left: a mistyped filter must not look like success.
 */
export function findSpecs(words = []) {
  const specs = workspaces()
    .flatMap((workspace) => filesBelow(`${workspace}/src`))
    .filter(
      (path) => specSource.test(path) && (words.length === 0 || words.some((word) => path.includes(word))),
    )
    .map((path) => path.replace(specSource, '/dist/$1.spec.js'))
    .sort();
  if (specs.length === 0)
    throw new Error(`No spec file matches ${words.join(', ') || '**/src/**/*.spec.ts'}`);
  return specs;
}
