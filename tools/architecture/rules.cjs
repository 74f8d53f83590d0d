const { packages, apps, plugins, pluginSpecs } = require('./layers.cjs');

const ours = '^(packages|plugins|apps|test|bench)/';
// Specs and what only they use: x.spec.ts, x.spec.support.ts, src/spec/.
const spec = '[./]spec[./]';

/** Who may import whom, one rule for each workspace of the table. */
function layerRules() {
  return [
    ...Object.entries(packages).map(([name, allowed]) => layer(`packages/${name}`, allowed)),
    ...Object.entries(apps).map(([name, allowed]) => layer(`apps/${name}`, allowed)),
    unlisted(),
    pluginLayer('plugins', { path: '^plugins/([^/]+)/', pathNot: spec }, plugins),
    pluginLayer('plugin-specs', { path: `^plugins/([^/]+)/src/.*${spec}` }, pluginSpecs),
  ];
}

function layer(folder, allowed) {
  const comment = `${folder} may import ${allowed.join(', ') || 'nothing of ours'}`;
  const pathNot = [`^${folder}/`, ...allowed.map(packageFolder)];
  return forbid(
    `layer-${folder.replace('/', '-')}`,
    comment,
    { path: `^${folder}/` },
    { path: ours, pathNot },
  );
}

/** A new workspace starts with no rights. */
function unlisted() {
  const listed = [
    ...Object.keys(packages).map(packageFolder),
    ...Object.keys(apps).map((name) => `^apps/${name}/`),
  ];
  const from = { path: '^((?:packages|apps)/[^/]+/)', pathNot: listed };
  const comment = 'a new package or app is entered in tools/architecture/layers.cjs first';
  return forbid('layer-unlisted', comment, from, { path: ours, pathNot: '^$1' });
}

function pluginLayer(name, from, allowed) {
  const comment = `${name} import ${allowed.join(', ')} and their own libraries, never each other`;
  const pathNot = ['^plugins/$1/', ...allowed.map(packageFolder)];
  return forbid(`layer-${name}`, comment, from, { path: ours, pathNot });
}

function packageFolder(name) {
  return `^packages/${name}/`;
}

/** Libraries and parts of Node that belong to one place. */
function libraryRules() {
  const library = (names) => `(^|node_modules/)(${names})(/|$)`;
  const server = { path: library('@nestjs|@fastify|fastify|typeorm') };
  const n8n = { path: library('n8n-workflow') };
  const sockets = { path: `^(node:)?(net|tls|http|https|http2|dgram|dns)(/|$)|${library('undici')}` };
  const insidePlugins =
    '^(plugins/|packages/(runtime|n8n-bridge|plugin-sdk|fields|contracts|vault|redaction)/)';
  return [
    forbid(
      'server-libraries-in-host',
      'only apps/host knows Nest, Fastify and TypeORM',
      outside('apps/host'),
      server,
    ),
    forbid(
      'n8n-in-bridge',
      'the licence and the broken ESM build of n8n-workflow stay in one place',
      { pathNot: ['^packages/(n8n-bridge|fields)/'] },
      n8n,
    ),
    forbid(
      'n8n-types-in-fields',
      'fields checks itself against the types of n8n-workflow, without its code',
      { path: packageFolder('fields') },
      { ...n8n, dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'sockets-through-egress',
      'a socket that egress did not open escapes the address policy',
      { path: insidePlugins, pathNot: spec },
      { ...sockets, dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'no-vm',
      'node:vm is no border: expressions run in QuickJS. The watchdog runs a constant, for its time limit',
      { pathNot: '^packages/runtime/src/sandbox/watchdog\\.ts$' },
      { path: '^(node:)?vm(/|$)' },
    ),
  ];
}

function structureRules() {
  const workspace = '^((?:packages|plugins|apps)/[^/]+|test|bench|tools|bin)/';
  const index = '/(src/index\\.ts|dist/index\\.js)$';
  const undeclared = ['npm-no-pkg', 'npm-unknown'];
  return [
    forbid(
      'no-cycles',
      'files that import each other in a circle cannot be understood one by one',
      {},
      { circular: true },
    ),
    forbid(
      'no-deep-paths',
      'a package is what its index exports',
      { path: workspace },
      { path: ours, pathNot: ['^$1/', index] },
    ),
    forbid(
      'not-resolvable',
      'the import finds nothing, or a path that the package does not export',
      {},
      { couldNotResolve: true },
    ),
    forbid(
      'undeclared-library',
      'what a workspace imports stands in its own package.json',
      { path: `${ours}.*src/` },
      { dependencyTypes: undeclared },
    ),
    forbid(
      'development-library',
      'sources that ship cannot use what is installed for development only',
      { path: '^(packages|plugins|apps)/[^/]+/src/', pathNot: spec },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    forbid('no-spec-imports', 'what ships cannot lean on its tests', { pathNot: spec }, { path: spec }),
  ];
}

function outside(folder) {
  return { pathNot: [`^${folder}/`, '^test/', '^node_modules/'] };
}

function forbid(name, comment, from, to) {
  return { name, severity: 'error', comment, from, to };
}

module.exports = { forbidden: [...layerRules(), ...libraryRules(), ...structureRules()] };
