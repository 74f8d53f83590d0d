import { logLevels } from './config.js';
import {
  addresses,
  email,
  integer,
  list,
  oneOf,
  path,
  paths,
  plugins,
  proxyUrl,
  text,
  url,
  type Parser,
} from './parsers.js';

export interface Setting<T> {
  /** What holds when the variable is absent or empty; words for people where it depends on others. */
  readonly default: string;
  readonly description: string;
  readonly parse: Parser<T>;
}

/** Every variable that the host reads. The reference page is generated from this table; others are refused. */
export const settings = {
  PATCHBAY_HOST: setting(text, '127.0.0.1', 'Address to listen on'),
  PATCHBAY_PORT: setting(
    integer(0, 65_535),
    '5680',
    'Port of the web application and the API; 0 takes a free one',
  ),
  PATCHBAY_DATA_DIR: setting(path, './.patchbay', 'Directory of the SQLite store, files and logs'),
  PATCHBAY_DATABASE_URL: setting(
    url('postgres:', 'postgresql:'),
    'SQLite in the data directory',
    'PostgreSQL as the store, for more than one machine',
  ),
  PATCHBAY_KEY_PROVIDER: setting(
    oneOf('file', 'env', 'keychain'),
    'file; env when PATCHBAY_MASTER_KEY is set',
    'Where the master key is kept',
  ),
  PATCHBAY_MASTER_KEY: setting(
    text,
    'none',
    '32 random bytes as base64 or hex; start with `npm start`, which keeps it out of every environment',
  ),
  PATCHBAY_MASTER_KEY_PREVIOUS: setting(
    text,
    'none',
    'While the master key is rotated: the key before PATCHBAY_MASTER_KEY',
  ),
  PATCHBAY_MASTER_KEY_FILE: setting(
    path,
    '~/.config/patchbay/master.key, made on first start',
    'Key file, outside the data directory',
  ),
  PATCHBAY_ADMIN_EMAIL: setting(email, 'none', 'Makes the first user without the setup page'),
  PATCHBAY_ADMIN_PASSWORD: setting(text, 'none', 'Password of that user; needed once'),
  PATCHBAY_ROLE: setting(oneOf('all'), 'all', 'What this process does; this version knows `all` only'),
  PATCHBAY_PLUGINS: setting(
    plugins,
    'the bundled plugins',
    'Further plugin folders (beginning with . or /) or package names, separated by commas',
  ),
  PATCHBAY_RUNNERS: setting(integer(1, 64), '2', 'Runner processes at work at most'),
  PATCHBAY_RUNNER_SPARES: setting(
    integer(0, 16),
    '1',
    'Runner processes beside those at work that are ready for the next project',
  ),
  PATCHBAY_RUNNER_RUNS: setting(
    integer(1, 10_000_000),
    '10000',
    'Runs after which a runner is replaced; 1 gives each run a process of its own',
  ),
  PATCHBAY_RUNNER_IDLE_SECONDS: setting(
    integer(1, 86_400),
    '60',
    'Time without work after which a runner of a project ends; the next one starts with a spare runner',
  ),
  PATCHBAY_RUNNER_MEMORY_MB: setting(integer(64, 16_384), '256', 'Memory of one runner, in MB'),
  PATCHBAY_FILE_DIRS: setting(
    paths,
    'files in the data directory',
    'Directories that file-based connectors may use, separated by commas',
  ),
  PATCHBAY_RUN_FILE_MB: setting(integer(1, 4_096), '64', 'Size of one file of a run, in MB'),
  PATCHBAY_RUN_FILES_MB: setting(integer(1, 65_536), '256', 'Size of all files of one run, in MB'),
  PATCHBAY_EGRESS_PRIVATE: setting(
    oneOf('connections', 'none', 'all'),
    'connections',
    'Who may reach private networks: what is typed into connections, nobody, or patterns too',
  ),
  PATCHBAY_EGRESS_ALLOW: setting(
    list,
    'none',
    'Hosts and networks that are always allowed, separated by commas',
  ),
  PATCHBAY_EGRESS_DENY: setting(
    list,
    'none',
    'Hosts and networks that are never allowed, separated by commas',
  ),
  HTTP_PROXY: setting(
    proxyUrl,
    'none',
    'Proxy for http: addresses, as http://user:password@host:port; also as http_proxy, which wins',
  ),
  HTTPS_PROXY: setting(
    proxyUrl,
    'none',
    'Proxy for https: addresses, asked by CONNECT; also as https_proxy, which wins',
  ),
  NO_PROXY: setting(
    list,
    'none',
    'Hosts with their subdomains, addresses and networks, each perhaps with a port, that are reached directly; this machine always is. Also as no_proxy, which wins',
  ),
  PATCHBAY_PROXY_SOCKETS: setting(
    oneOf('on', 'off'),
    'off',
    'Whether databases and mail servers, too, are reached through HTTPS_PROXY',
  ),
  PATCHBAY_PROXY_NAMES: setting(
    oneOf('here', 'proxy'),
    'here',
    'Who resolves names: Patchbay, which checks the addresses and asks the proxy for them, or the proxy, when only it can',
  ),
  PATCHBAY_EXPORT_SECRETS: setting(
    oneOf('operator', 'admin'),
    'operator',
    'Who may export secrets, encrypted: the owner of the data directory on the machine, or administrators too',
  ),
  PATCHBAY_ISOLATION: setting(text, 'auto', 'How runners are kept apart; auto takes the best that works'),
  PATCHBAY_RUNNER_NETWORK: setting(
    oneOf('auto', 'separated', 'shared'),
    'auto',
    'Whether runners have no network, so that each connection is made outside of them: where that works, always or not',
  ),
  PATCHBAY_LOG_LEVEL: setting(oneOf(...logLevels), 'info', 'Least level that is written to logs/host.log'),
  PATCHBAY_TRUSTED_PROXIES: setting(
    addresses,
    'none',
    'Addresses and networks of proxies, separated by commas, whose `X-Forwarded-For` tells who called a webhook, or tries to log in',
  ),
  PATCHBAY_WEB_URL: setting(
    url('http:', 'https:'),
    'the address that it listens on',
    'Address of the web application as people type it, when a proxy stands before it',
  ),
};

export type SettingName = keyof typeof settings;
export type SettingValue<N extends SettingName> = (typeof settings)[N] extends Setting<infer T> ? T : never;

/** Variables of the command line, which may share an environment with the host. */
export const foreignNames: readonly string[] = ['PATCHBAY_TOKEN'];

function setting<T>(parse: Parser<T>, byDefault: string, description: string): Setting<T> {
  return { default: byDefault, description, parse };
}
