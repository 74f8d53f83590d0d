import tseslint from 'typescript-eslint';
import { explainedDisable } from './explained-disable.mjs';

const sources = '**/*.{ts,tsx,js,mjs,cjs}';
const specs = ['**/*.spec.{ts,tsx}', '**/*.spec.*.ts', '**/src/spec/**'];

/** Only packages/vault may encrypt, and bench, which measures it against the bare cipher. Hashes are everybody's. */
const vault = ['packages/vault/**'];
const bench = ['bench/**'];
const cipherNames = [
  'createCipheriv',
  'createDecipheriv',
  'publicEncrypt',
  'privateDecrypt',
  'webcrypto',
  'subtle',
];
const ciphers = ['node:crypto', 'crypto'].map((name) => ({
  name,
  importNames: cipherNames,
  message: 'Only packages/vault encrypts: a cipher elsewhere escapes its binding, key check and rotation.',
}));
const cipherMembers = {
  selector: `MemberExpression[property.name=/^(${cipherNames.join('|')})$/]`,
  message: ciphers[0].message,
};

/** Plugin code and what it runs in: its sockets are opened by packages/egress. */
const guests = ['plugins/**', 'packages/{runtime,n8n-bridge,plugin-sdk,fields,contracts,redaction,vault}/**'];
const ownSockets = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'].map((name) => ({
  name,
  message: 'Use the egress that you were given: this socket would escape the address policy.',
}));

/** Settings are read once, into the frozen configuration of the host. */
const settingsReaders = [
  'apps/host/src/config/**',
  'apps/*/src/main.ts',
  'packages/cli/**',
  'tools/**',
  'bin/**',
  'test/**',
  'bench/**',
];
const environment = {
  selector:
    "MemberExpression[object.name='process'][property.name='env'], " +
    "VariableDeclarator[init.name='process'] > ObjectPattern > Property[key.name='env']",
  message: 'Settings are read once, by apps/host/src/config; take the value as a parameter.',
};

const runner = '/^(it|test|describe|suite)$/';
const silencedTests = [
  `CallExpression[callee.object.name=${runner}][callee.property.name=/^(skip|only|todo)$/]`,
  `CallExpression[callee.name=${runner}] > ObjectExpression > Property[key.name=/^(skip|only|todo)$/]`,
  'CallExpression[callee.object.name=/^(t|context)$/][callee.property.name=/^(skip|todo)$/]',
].map((selector) => ({
  selector,
  message: 'A test runs or fails: what it needs is installed and started by npm test.',
}));

const error = (...options) => ['error', ...options];

/** What lint forbids for the sake of security; test/src/architecture probes each. Later entries replace earlier ones. */
export const guards = [
  {
    name: 'guards',
    files: [sources],
    languageOptions: { parser: tseslint.parser },
    plugins: { patchbay: { rules: { 'explained-disable': explainedDisable } } },
    rules: {
      // User text that becomes code runs with the rights of the process: expressions run in QuickJS only.
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-script-url': 'error',
      'no-restricted-imports': error({ paths: ciphers }),
      'no-restricted-syntax': error(cipherMembers, environment, ...silencedTests),
      'patchbay/explained-disable': 'error',
    },
  },
  {
    name: 'guards/settings',
    files: settingsReaders,
    rules: { 'no-restricted-syntax': error(cipherMembers, ...silencedTests) },
  },
  {
    name: 'guards/specs',
    files: specs,
    rules: { 'no-restricted-syntax': error(cipherMembers, ...silencedTests) },
  },
  {
    name: 'guards/vault',
    files: vault,
    rules: { 'no-restricted-imports': 'off', 'no-restricted-syntax': error(environment, ...silencedTests) },
  },
  {
    name: 'guards/vault-specs',
    files: vault.flatMap((folder) => specs.map((spec) => folder.replace('**', spec))),
    rules: { 'no-restricted-syntax': error(...silencedTests) },
  },
  {
    name: 'guards/bench',
    files: bench,
    rules: { 'no-restricted-imports': 'off', 'no-restricted-syntax': error(...silencedTests) },
  },
  {
    name: 'guards/guests',
    files: guests,
    ignores: specs,
    rules: { 'no-restricted-globals': error(...ownSockets) },
  },
];
