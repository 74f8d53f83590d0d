import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packApplication } from './pack/application.mjs';
import { packInto } from './pack/pack-into.mjs';

/**
 * Packs compiled files with all that they import into few files, because reading two thousand modules is most of a start:
 *   node tools/pack.mjs                what `npm start` starts
 *   node tools/pack.mjs FOLDER FILE…   these files into FOLDER, which starts nothing else in its packed form
 */
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const [folder, ...files] = process.argv.slice(2);
if (folder === undefined) await packApplication();
else await packInto(folder, Object.fromEntries(files.map((file) => [basename(file, '.js'), file])));
