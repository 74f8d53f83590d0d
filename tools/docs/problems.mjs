import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The table of problems, from the built package. */
export async function loadProblems(root) {
  const built = join(root, 'packages/errors/dist/index.js');
  if (!existsSync(built)) throw new Error('packages/errors is not built: run npm run build');
  const { problems } = await import(pathToFileURL(built).href);
  return problems;
}
