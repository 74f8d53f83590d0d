import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const introduction = `# Settings

Generated from the table in \`apps/host/src/config\`; change it there and run \`npm run docs\`.

Patchbay reads its settings from the environment, once, when it starts. It refuses to start on a \`PATCHBAY_\` name that it does
not know and on a value that it cannot use; the error names the variable, never its value.
`;

export const settings = {
  path: 'docs/reference/settings.md',
  async generate(root) {
    const built = join(root, 'apps/host/dist/config/settings.js');
    if (!existsSync(built)) throw new Error('apps/host is not built: run npm run build');
    const { settings: table } = await import(pathToFileURL(built).href);
    const rows = Object.entries(table).map(
      ([name, row]) => `| \`${name}\` | ${row.default} | ${row.description} |`,
    );
    return [introduction, '| variable | default | |', '| --- | --- | --- |', ...rows, ''].join('\n');
  },
};
