const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Maps the name of each workspace below `root` to its source index, so that the rules see sources and need
 * no build. The `$` makes the match exact: a deep path finds no alias and stays unresolvable.
 */
function aliases(root) {
  const folders = ['packages', 'plugins', 'apps'].flatMap((group) => children(join(root, group)));
  return Object.fromEntries(
    [...folders, join(root, 'test')]
      .filter((folder) => existsSync(join(folder, 'package.json')))
      .map((folder) => [`${nameOf(folder)}$`, join(folder, 'src', 'index.ts')]),
  );
}

function children(directory) {
  return existsSync(directory) ? readdirSync(directory).map((name) => join(directory, name)) : [];
}

function nameOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name;
}

module.exports = { aliases };
