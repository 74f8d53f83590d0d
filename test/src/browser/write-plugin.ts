import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A plugin of connectors that only exist to be drawn, as files that a host can load. `declarations` is the code of
 * an array: what JSON cannot say, such as a member called `__proto__`, can be in it.
 */
export function writePlugin(name: string, declarations: string): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'patchbay-plugin-')), name);
  mkdirSync(folder);
  // Readable for the users that runners work as.
  for (const path of [join(folder, '..'), folder]) chmodSync(path, 0o755);
  const about = { name, version: '1.0.0', type: 'module', patchbay: { plugin: './index.js' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(about));
  const code = `const able = { open: () => ({}), test: () => undefined };
const connectors = ${declarations}.map((connector) => ({ ...connector, ...able }));
export default { name: ${JSON.stringify(name)}, displayName: ${JSON.stringify(name)}, connectors };
`;
  writeFileSync(join(folder, 'index.js'), code);
  return folder;
}
