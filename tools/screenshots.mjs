import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from './build/index.mjs';
import { fail } from './fail.mjs';
import { startSample } from './screenshots/sample.mjs';
import { shots } from './screenshots/shots.mjs';
import { openPage } from './screenshots/page.mjs';

/**
 * Takes the pictures of README and guides from the running product, on fresh data:
 *   npm run screenshots
 */
const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
if (build('all')) await takeAll().catch(fail);
else process.exitCode = 1;

async function takeAll() {
  mkdirSync(folder, { recursive: true });
  const sample = await startSample();
  try {
    const { page, close } = await openPage(sample);
    for (const [name, show] of Object.entries(shots)) {
      await show(page, sample);
      await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' });
      process.stdout.write(`docs/images/${name}.png\n`);
    }
    await close();
  } finally {
    await sample.stop();
  }
}
