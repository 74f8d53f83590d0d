import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decisions } from './decisions.mjs';
import { errors } from './errors.mjs';
import { deadLinks } from './links.mjs';
import { settings } from './settings.mjs';
import { unusedCodes } from './unused-codes.mjs';

/** Each has `path`, where its page lies, and `generate(root)`, which resolves to the page. A new reference is added here. */
const references = [errors, settings, decisions];

export async function writeReferences(root) {
  for (const { path, generate } of references) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), await generate(root));
  }
}

/** One sentence for each thing that is wrong with the docs below `root`. */
export async function problemsOfDocs(root) {
  const stale = [];
  for (const { path, generate } of references) {
    const page = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '';
    if (page !== (await generate(root))) stale.push(`${path} is not what its source says: run npm run docs`);
  }
  return [...stale, ...(await unusedCodes(root)), ...deadLinks(root)];
}
