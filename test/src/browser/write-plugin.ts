import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A plugin of connectors and nodes that only exist to be drawn, as files that a host can load. `declarations` and `nodes` are the
 * code of arrays: what JSON cannot say, such as a member called `__proto__`, can be in it.
 */
export function writePlugin(name: string, declarations: string, nodes = '[]'): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'patchbay-plugin-')), name);
  mkdirSync(folder);
  // Readable for the users that runners work as.
  for (const path of [join(folder, '..'), folder]) chmodSync(path, 0o755);
  const about = { name, version: '1.0.0', type: 'module', patchbay: { plugin: './index.js' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(about));
  const code = `const able = { open: () => ({}), test: () => undefined };
const connectors = ${declarations}.map((connector) => ({ ...connector, ...able }));
const nodes = ${nodes}.map((node) => ({ ...node, execute: ({ items }) => items }));
export default { name: ${JSON.stringify(name)}, displayName: ${JSON.stringify(name)}, connectors, nodes };
`;
  writeFileSync(join(folder, 'index.js'), code);
  return folder;
}
