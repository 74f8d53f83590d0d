/**
 * Which of our workspaces each one may import. This is the table of the house; the rules are made from it.
 * A workspace that is not in the table may import nothing of ours until somebody adds it here.
 */
const packages = {
  errors: [],
  fields: ['errors'],
  vault: ['errors'],
  egress: ['errors'],
  redaction: ['errors'],
  'plugin-sdk': ['errors', 'fields'],
  contracts: ['errors', 'fields'],
  // What a pattern and a run record are is said once, in contracts, for the API and for the two processes.
  protocol: ['errors', 'fields', 'contracts'],
  // Never the vault: the runtime asks a CredentialBroker.
  runtime: ['errors', 'fields', 'plugin-sdk', 'egress', 'redaction', 'contracts'],
  'n8n-bridge': ['errors', 'fields', 'plugin-sdk', 'egress'],
  'plugin-testing': ['errors', 'fields', 'plugin-sdk', 'runtime'],
  cli: ['contracts', 'errors'],
};

const apps = {
  // Neither the vault nor anything that could open what it sealed.
  runner: [
    'runtime',
    'n8n-bridge',
    'protocol',
    'redaction',
    'plugin-sdk',
    'fields',
    'egress',
    'errors',
    'contracts',
  ],
  // Neither the runtime nor a plugin: the host runs no plugin code.
  host: ['fields', 'contracts', 'protocol', 'redaction', 'vault', 'egress', 'errors'],
  web: ['contracts', 'fields', 'errors'],
};

const plugins = ['plugin-sdk'];
const pluginSpecs = ['plugin-sdk', 'plugin-testing'];

module.exports = { packages, apps, plugins, pluginSpecs };
