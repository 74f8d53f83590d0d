import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from '../files.mjs';
import { loadProblems } from './problems.mjs';

/** Codes that the table promises and no source ever reports. */
export async function unusedCodes(root) {
  const sources = ['packages', 'plugins', 'apps']
    .flatMap((folder) => filesBelow(join(root, folder)))
    .filter(
      (path) =>
        /\.tsx?$/.test(path) &&
        !path.endsWith('.spec.ts') &&
        !path.endsWith(join('errors', 'src', 'problems.ts')),
    )
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const codes = Object.keys(await loadProblems(root));
  return codes
    .filter((code) => !sources.includes(`'${code}'`))
    .map((code) => `The problem ${code} is in the table, but no source reports it`);
}
