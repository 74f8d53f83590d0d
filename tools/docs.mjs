import { problemsOfDocs, writeReferences } from './docs/index.mjs';

/**
 * Generates the reference pages:  node tools/docs.mjs [--check]
 * With --check it writes nothing, and fails on a page that differs, a problem code that nothing uses, or a dead link.
 */
if (process.argv.includes('--check')) {
  const problems = await problemsOfDocs(process.cwd());
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
} else {
  await writeReferences(process.cwd());
}
