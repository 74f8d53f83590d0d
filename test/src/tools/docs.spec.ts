import assert from 'node:assert/strict';
import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { repository, withFolder, write } from './temporary-folder.js';

const { problemsOfDocs, writeReferences } = (await import(
  pathToFileURL(join(repository, 'tools/docs/index.mjs')).href
)) as Record<'problemsOfDocs' | 'writeReferences', (root: string) => Promise<string[]>>;

const table = (rows: string) => `export const problems = {\n  // Requests\n${rows}};\n`;
const row = `  'not-found': { status: 404, title: 'Not found' },\n`;
const other = `  conflict: { status: 409, title: 'Conflict' },\n`;

describe('the check of the docs', () => {
  it('accepts the docs of this repository', async () => {
    assert.deepEqual(await problemsOfDocs(repository), []);
  });

  it('accepts pages that were just generated', async () => {
    await withHouse(row, async (root) => {
      assert.deepEqual(await problemsOfDocs(root), []);
    });
  });

  it('refuses a table that changed after its page was generated', async () => {
    await withHouse(row, async (root) => {
      cpSync(join(root, 'docs'), join(root, 'kept'), { recursive: true });
      await withHouse(row + other, async (changed) => {
        cpSync(join(root, 'kept'), join(changed, 'docs'), { recursive: true });
        assert.deepEqual(await problemsOfDocs(changed), [
          'docs/reference/errors.md is not what its source says: run npm run docs',
        ]);
      });
    });
  });

  it('refuses a page that was edited by hand', async () => {
    await withHouse(row, async (root) => {
      appendFileSync(join(root, 'docs/reference/errors.md'), 'And more.\n');
      assert.equal((await problemsOfDocs(root)).length, 1);
    });
  });

  it('refuses a code that nothing reports', async () => {
    await withHouse(row, async (root) => {
      write(join(root, 'packages/host/src/a.ts'), '');
      assert.deepEqual(await problemsOfDocs(root), [
        'The problem not-found is in the table, but no source reports it',
      ]);
    });
  });

  it('refuses links to files and headings that do not exist', async () => {
    await withHouse(row, async (root) => {
      write(
        join(root, 'README.md'),
        '# One two\n[a](docs/gone.md) [b](#nowhere) [c](#one-two) [d](https://x.test/y)\n',
      );
      assert.deepEqual(await problemsOfDocs(root), [
        'README.md links to docs/gone.md, which does not exist',
        'README.md links to #nowhere, which does not exist',
      ]);
    });
  });
});

/** A house with a table of problems, sources that report all of them, and freshly generated pages. */
async function withHouse(rows: string, use: (root: string) => Promise<void>) {
  const files = {
    'packages/errors/package.json': '{ "type": "module" }',
    'packages/errors/src/problems.ts': table(rows),
    'packages/errors/dist/index.js': table(rows),
    'apps/host/dist/config/settings.js': 'export const settings = {};',
    'apps/host/package.json': '{ "type": "module" }',
    'packages/host/src/a.ts': `export const used = ['not-found', 'conflict'];`,
    'docs/decisions/0001-house.md': '# 1. The house\n',
  };
  await withFolder(files, async (root) => {
    await writeReferences(root);
    await use(root);
  });
}
