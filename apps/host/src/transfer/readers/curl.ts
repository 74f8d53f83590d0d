import { headerValues } from './curl-headers.js';
import { type NotRead, type Reading, type ReadResult, type ReadValue, valuesOf } from './reading.js';
import { shellWords } from './shell.js';
import { readUrl } from './url.js';
import { nameOf } from './urls.js';

/** A cURL command, as documentation shows it and browsers copy it. */
export function readCurl(text: string): ReadResult {
  const [program, ...words] = shellWords(text.trim().replace(/^\$\s+/, ''));
  if (program === undefined || !/(^|\/)curl$/.test(program)) return failed('is no curl command');
  const command = optionsOf(words);
  if (command.url === undefined) return failed('names no URL');
  const url = readUrl(/^[a-z]+:\/\//i.test(command.url) ? command.url : `http://${command.url}`, '');
  if (typeof url === 'string') return failed(url);
  const reading: Reading = {
    from: 'curl',
    name: nameOf(url.host, 'http'),
    ...(url.host === undefined ? {} : { host: url.host }),
    values: new Map([...url.values, ...command.values, ...headerValues(command.headers)]),
  };
  return { readings: [reading], notRead: command.notRead };
}

interface Command {
  url: string | undefined;
  headers: string[];
  values: [string, ReadValue][];
  notRead: NotRead[];
  method: string | undefined;
  hasBody: boolean;
}

function optionsOf(words: readonly string[]): Command {
  const command: Command = {
    ...{ url: undefined, headers: [], values: [], notRead: [] },
    ...{ method: undefined, hasBody: false },
  };
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const { name, inline } = optionOf(word, rest);
    if (name === undefined) command.url ??= word;
    else if (name === 'insecure') command.values.push(...valuesOf({ insecure: true }));
    else if (!flags.has(name)) take(command, name, inline ?? rest.shift() ?? '');
  }
  const method = command.method ?? (command.hasBody ? 'POST' : undefined);
  if (command.hasBody) command.values.push(['body', { value: true, covers: [] }]);
  if (method !== undefined) command.values.push(['method', { value: method, covers: [] }]);
  return command;
}

function take(command: Command, name: string, value: string): void {
  if (bodies.has(name)) return void (command.hasBody = true);
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option !== undefined) option(command, value);
  else command.notRead.push({ where: `--${name}`, reason: 'has no place in a connection' });
}

const options: Readonly<Record<string, (command: Command, value: string) => void>> = {
  url: (command, value) => (command.url = value),
  header: (command, value) => command.headers.push(value),
  cookie: (command, value) => command.headers.push(`Cookie: ${value}`),
  request: (command, value) => (command.method = value.toUpperCase()),
  user: (command, value) => command.values.push(...login(value)),
  'oauth2-bearer': (command, bearer) => command.values.push(...valuesOf({ bearer })),
  'max-time': (command, maxTime) => command.values.push(...valuesOf({ maxTime })),
};

/** Long options by name, short ones by their long name; of joined short flags the rest is put back. */
function optionOf(word: string, rest: string[]): { name?: string; inline?: string } {
  if (word.startsWith('--')) return { name: word.slice(2) };
  if (!/^-[A-Za-z#]/.test(word)) return {};
  const name = short[word[1] ?? ''] ?? word[1] ?? '';
  const more = word.slice(2);
  if (more === '') return { name };
  if (!flags.has(name) && name !== 'insecure') return { name, inline: more };
  rest.unshift(`-${more}`);
  return { name };
}

const short: Readonly<Record<string, string>> = {
  H: 'header',
  X: 'request',
  u: 'user',
  d: 'data',
  F: 'form',
  b: 'cookie',
  k: 'insecure',
  m: 'max-time',
  G: 'get',
  s: 'silent',
  S: 'show-error',
  L: 'location',
  v: 'verbose',
  i: 'include',
  f: 'fail',
  I: 'head',
  o: 'output',
  O: 'remote-name',
  A: 'user-agent',
  e: 'referer',
  x: 'proxy',
  E: 'cert',
};
const bodies = new Set(['data', 'data-raw', 'data-binary', 'data-urlencode', 'data-ascii', 'json', 'form']);
const flags = new Set([
  ...[
    'get',
    'silent',
    'show-error',
    'location',
    'verbose',
    'include',
    'fail',
    'head',
    'remote-name',
    'compressed',
  ],
  ...['basic', 'globoff', 'no-buffer', 'http1.1', 'http2', 'fail-with-body', 'progress-bar', '#', 'N', 'g'],
]);

function login(text: string): [string, ReadValue][] {
  const colon = text.indexOf(':');
  if (colon < 0) return valuesOf({ username: text });
  return valuesOf({ username: text.slice(0, colon), password: text.slice(colon + 1) });
}

function failed(reason: string): ReadResult {
  return { readings: [], notRead: [{ where: 'the command', reason }] };
}
