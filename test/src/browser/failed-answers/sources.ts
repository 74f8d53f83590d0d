import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../support/host-process.js';

const root = join(repository, 'apps', 'web', 'src');
/** `const save = useMutation(…)`, or `return useMutation(…)` of a hook. */
const call = /(?:(?:const (\w+) =|return) )?\buse(?:Mutation|Optimistic)(?:<[^(]*>)?\(/g;

/** Each action of the web application, as `file#name`: a new one is in it by being there. */
export function actionsInSources(): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && path !== join('api', 'use-optimistic.ts'))
    .flatMap((path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(call)].map(([, name = '']) => `${path}#${name}`),
    )
    .sort();
}
