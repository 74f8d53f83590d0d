import { dirname } from 'node:path';
import { readJson } from './files.mjs';

/**
 * Looks for what makes `npm ci` fail or run foreign code elsewhere, though it works on the machine that wrote
 * the lock:  node tools/check-lock.mjs
 */
const { packages } = readJson('package-lock.json');
const { allowScripts } = readJson('package.json');

const problems = [
  ...registryAddresses(),
  ...missingPlatformPackages(),
  ...unknownScripts(),
  ...staleApprovals(),
];
for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;

/** A lock that names a registry's host ties everybody to that host. */
function registryAddresses() {
  return entries(({ resolved }) => /^(https?|git)/.test(resolved ?? '')).map(
    (path) => `package-lock.json names an address for ${path}: install with the .npmrc of this repository`,
  );
}

/** npm drops a platform package that its registry does not have yet; then `npm ci` fails on other platforms. */
function missingPlatformPackages() {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isInstalledFor(path, name))
      .map(
        (name) =>
          `${path} names ${name}, which package-lock.json lacks: pin a version whose platform packages exist`,
      ),
  );
}

function isInstalledFor(path, name) {
  for (let folder = path; folder !== '.'; folder = dirname(folder)) {
    if (`${folder}/node_modules/${name}` in packages) return true;
  }
  return `node_modules/${name}` in packages;
}

/** An install script is foreign code that runs with our rights at `npm ci`: each is decided on by name. */
function unknownScripts() {
  return entries(({ hasInstallScript }) => hasInstallScript === true)
    .map(nameOf)
    .filter((name) => !(name in allowScripts))
    .map((name) => `${name} has an install script: decide on it in allowScripts of package.json`);
}

function staleApprovals() {
  const withScript = new Set(entries(({ hasInstallScript }) => hasInstallScript === true).map(nameOf));
  return Object.keys(allowScripts)
    .filter((name) => !withScript.has(name))
    .map((name) => `allowScripts names ${name}, which has no install script here`);
}

function entries(matches) {
  return Object.keys(packages).filter((path) => matches(packages[path]));
}

function nameOf(path) {
  return path.split('node_modules/').at(-1);
}
