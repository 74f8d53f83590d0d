import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';

/** The root of the repository, seen from the compiled file. */
export const repository = join(import.meta.dirname, '..', '..', '..');

const require = createRequire(import.meta.url);
const config = require(join(repository, '.dependency-cruiser.cjs')) as {
  forbidden: (IForbiddenRuleType & { name: string })[];
  options: ICruiseOptions;
};
const { aliases } = require(join(repository, 'tools/architecture/aliases.cjs')) as {
  aliases: (root: string) => Record<string, string>;
};

export const ruleNames = config.forbidden.map(({ name }) => name);

/** The rules that the tree below `root` breaks, each once, with the first offending pair of files. */
export async function brokenRules(root: string) {
  const folders = ['packages', 'plugins', 'apps', 'bench', 'test'].filter((name) =>
    existsSync(join(root, name)),
  );
  const { webpackConfig: _, ...options } = config.options;
  const { output } = await cruise(
    folders,
    { ...options, baseDir: root, validate: true, ruleSet: { forbidden: config.forbidden } },
    { ...options.enhancedResolveOptions, alias: aliases(root) },
  );
  const broken = new Map<string, string>();
  for (const { rule, from, to } of (output as ICruiseResult).summary.violations) {
    if (!broken.has(rule.name)) broken.set(rule.name, `${from} → ${to}`);
  }
  return broken;
}
