import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Imports the plugin in a process of its own and lists what its files import. A driver that loads with its plugin
 * costs every runner its time and memory, and a missing one would take the whole plugin away.
 */
export async function checkLazyLoading(entry: URL): Promise<void> {
  const foreign = (await importedBy(entry)).filter((name) => !/^(\.|file:|node:|@patchbay\/)/u.test(name));
  assert.deepEqual(foreign, [], 'import these where a connection is opened: await import(…)');
}

async function importedBy(entry: URL): Promise<string[]> {
  const folder = new URL('.', entry).href;
  const hook = `import { writeSync } from 'node:fs';
    export async function resolve(specifier, context, next) {
      if (context.parentURL?.startsWith(${JSON.stringify(folder)})) writeSync(1, specifier + '\\n');
      return next(specifier, context);
    }`;
  const main = `import { register } from 'node:module';
    register(${JSON.stringify(dataUrl(hook))});
    await import(${JSON.stringify(entry.href)});`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', main]);
  return stdout.split('\n').filter((line) => line !== '');
}

function dataUrl(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
