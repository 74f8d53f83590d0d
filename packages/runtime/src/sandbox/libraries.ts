import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** An expression that gives Luxon, evaluated inside the sandbox; read once, when first needed. */
export const luxonText = once(
  () => `(() => { ${read('luxon', 'build/global/luxon.min.js')}\nreturn luxon; })()`,
);
export const jmespathText = once(
  () => `(() => { const exports = {}; ${read('jmespath', 'jmespath.js')}\nreturn exports; })()`,
);

function read(name: string, file: string): string {
  const require = createRequire(import.meta.url);
  return readFileSync(join(dirname(require.resolve(`${name}/package.json`)), file), 'utf8');
}

function once(make: () => string): () => string {
  let made: string | undefined;
  return () => (made ??= make());
}
