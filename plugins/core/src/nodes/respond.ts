import {
  type BinaryReference,
  defineNode,
  field,
  type FileStore,
  type Item,
  type JsonValue,
  mainPin,
  type NodeContext,
  type Parameters,
  type WebhookReply,
} from '@patchbay/plugin-sdk';
import { fileOf } from '../files/reference.js';
import { icons } from '../icons.js';
import { isObject, wrong } from '../values/lists.js';
import { parsedJson } from '../values/parsed-json.js';
import { define } from '../values/paths.js';

const show = (...respondWith: string[]) => ({ show: { respondWith } });

const parameters = {
  respondWith: field.options({
    displayName: 'Answer with',
    options: [
      { value: 'auto', name: 'The body below, or else the first item' },
      { value: 'firstItem', name: 'The first item' },
      { value: 'allItems', name: 'All items, as a list' },
      { value: 'file', name: 'A file of the first item' },
      { value: 'redirect', name: 'Another address' },
      { value: 'jwt', name: 'A JSON Web Token', description: 'As { "token": … }' },
      { value: 'nothing', name: 'No body' },
    ],
    default: 'auto',
  }),
  body: field.json({
    displayName: 'Body',
    description: 'Text is sent as text, anything else as JSON',
    displayOptions: show('auto'),
  }),
  responseKey: field.text({
    displayName: 'Put it into the field',
    description: 'With data the answer is { "data": … } instead of what stands there alone',
    displayOptions: show('firstItem', 'allItems'),
  }),
  file: field.text({
    displayName: 'Name of the file',
    description: 'Among the files of the first item; may stay empty where it has only one',
    displayOptions: show('file'),
  }),
  disposition: field.options({
    displayName: 'A browser',
    options: [
      { value: 'attachment', name: 'Saves it' },
      { value: 'inline', name: 'Shows it', description: 'As a page of its own, without scripts' },
    ],
    default: 'attachment',
    displayOptions: show('file'),
  }),
  redirectUrl: field.text({
    displayName: 'Address',
    description:
      'With http or https, or a path from / on; the status is 307 unless another one from 300 to 399 is set',
    required: true,
    displayOptions: show('redirect'),
  }),
  payload: field.json({
    displayName: 'Claims',
    description: 'An object; what the token says, for everybody who sees it, such as { "sub": "42" }',
    default: {},
    displayOptions: show('jwt'),
  }),
  expiresIn: field.number({
    displayName: 'Valid for (seconds)',
    description: 'Empty: for ever, unless the claims say exp',
    min: 1,
    max: 3_155_760_000,
    integer: true,
    displayOptions: show('jwt'),
  }),
  statusCode: field.number({ displayName: 'Status', default: 200, min: 200, max: 599, integer: true }),
  headers: field.headers({ displayName: 'Headers', default: {} }),
  enableResponseOutput: field.boolean({
    displayName: 'An output with the answer',
    description: 'Its status, headers and body as an item',
    default: false,
  }),
};

const slots = {
  signer: { displayName: 'Key of the token', accepts: { capability: 'jwt' }, required: false },
} as const;

export const respond = defineNode({
  type: 'respond',
  version: 1,
  displayName: 'Respond',
  description: 'Answers the request that started the run',
  icon: icons.respond,
  group: 'action',
  subtitle: '{{statusCode}}',
  parameters,
  inputs: [mainPin],
  connections: slots,
  outputs: [
    mainPin,
    {
      name: 'response',
      type: 'json',
      displayName: 'Answer',
      displayOptions: { show: { enableResponseOutput: [true] } },
    },
  ],
  async execute(context) {
    const given = context.parameters();
    const reply = await replyOf(given, context);
    if (!context.respond(reply)) context.log('info', 'No request waits for an answer.');
    const response = given.enableResponseOutput ? [answerItem(reply, given)] : null;
    return { main: context.items, response };
  },
});

type Given = Parameters<typeof parameters>;
type Context = NodeContext<typeof parameters, typeof slots>;

async function replyOf(given: Given, context: Context): Promise<WebhookReply> {
  const { items, files } = context;
  const { respondWith, statusCode: status, headers } = given;
  if (respondWith === 'jwt') return { status, headers, body: { token: await tokenOf(given, context) } };
  if (respondWith === 'redirect') {
    const isRedirect = status >= 300 && status < 400;
    const location = addressOf(given.redirectUrl);
    return { status: isRedirect ? status : 307, headers: { ...headers, location }, body: undefined };
  }
  if (respondWith !== 'file') return { status, headers, body: bodyOf(given, items) };
  const file = chosenFile(items[0], given.file ?? '');
  await mustExist(files, file);
  const shown = { 'content-disposition': given.disposition };
  return { status, headers: { ...shown, ...headers }, body: undefined, file };
}

function bodyOf({ respondWith, body, responseKey }: Given, items: readonly Item[]): JsonValue | undefined {
  if (respondWith === 'nothing') return undefined;
  if (respondWith === 'auto' && body !== undefined) return body;
  const answer = respondWith === 'allItems' ? items.map(({ json }) => json) : (items[0]?.json ?? {});
  const isWrapped = respondWith !== 'auto' && responseKey !== undefined && responseKey !== '';
  return isWrapped ? define({}, responseKey, answer) : answer;
}

async function tokenOf({ payload, expiresIn }: Given, { connections, signal }: Context): Promise<string> {
  const signer = connections.signer?.capabilities.jwt;
  if (signer === undefined)
    throw wrong('respondWith', 'needs a connection with the key of the token at this step');
  const claims = typeof payload === 'string' ? parsedJson(payload) : payload;
  if (!isObject(claims)) throw wrong('payload', 'is not a JSON object such as { "sub": "42" }');
  const now = Math.floor(Date.now() / 1_000);
  const end = expiresIn === undefined ? {} : { exp: now + expiresIn };
  return signer.sign({ iat: now, ...claims, ...end }, { signal });
}

/** A token lets in whoever has it: what the run keeps of its answer says only what stands in it. */
function answerItem({ status, headers = {}, body, file }: WebhookReply, given: Given): Item {
  const said = given.respondWith === 'jwt' ? { payload: given.payload } : ((body ?? null) as JsonValue);
  return {
    json: { statusCode: status, headers, body: said },
    ...(file ? { binary: { data: file } } : {}),
    pairedItem: { item: 0 },
  };
}

function chosenFile(item: Item | undefined, name: string): BinaryReference {
  const [only, ...others] = Object.keys(item?.binary ?? {});
  if (name === '' && others.length > 0)
    throw wrong('file', `is empty, but the item has several: ${[only, ...others].join(', ')}`);
  return fileOf(item, name === '' ? (only ?? '') : name, 'file');
}

/** Once the answer has begun, nobody could be told that the file is gone. */
async function mustExist(files: FileStore, file: BinaryReference): Promise<void> {
  for await (const _first of files.read(file)) return;
}

/** As a browser would write it: a line break in it would begin a header of its own. */
function addressOf(given: string | undefined): string {
  const base = 'http://here.invalid';
  const url = URL.parse(given ?? '', base);
  const isPath = given?.startsWith('/') === true && url?.origin === base;
  if (url && isPath) return url.href.slice(base.length);
  if (url && URL.canParse(given ?? '') && ['http:', 'https:'].includes(url.protocol)) return url.href;
  throw wrong('redirectUrl', 'must be an address with http or https, or a path from / on');
}
