import { createHash, createHmac, createSign, type Sign } from 'node:crypto';
import { defineNode, field, type FileStore, type Item, mainPin, type Parameters } from '@patchbay/plugin-sdk';
import { fileOf } from '../files/reference.js';
import { icons } from '../icons.js';
import { generate } from '../items/generate.js';
import { wrong } from '../values/lists.js';
import { withPath } from '../values/paths.js';

const hashing = { show: { action: ['hash', 'hmac'] } } as const;
const reading = { show: { action: ['hash', 'hmac', 'sign'] } } as const;
const signing = { show: { action: ['sign'] } } as const;
const generating = { show: { action: ['generate'] } } as const;

const parameters = {
  action: field.options({
    displayName: 'Action',
    options: [
      { value: 'hash', name: 'Hash' },
      { value: 'hmac', name: 'HMAC', description: 'A hash that only who has the key can make' },
      {
        value: 'sign',
        name: 'Sign',
        description: 'With a private key; everybody who has the public one can check it',
      },
      { value: 'generate', name: 'Generate', description: 'A random text' },
    ],
    default: 'hash',
  }),
  type: field.options({
    displayName: 'Type',
    options: [
      { value: 'MD5', name: 'MD5 (not safe)' },
      { value: 'SHA1', name: 'SHA1 (not safe)' },
      { value: 'SHA256', name: 'SHA256' },
      { value: 'SHA384', name: 'SHA384' },
      { value: 'SHA512', name: 'SHA512' },
      { value: 'SHA3-256', name: 'SHA3-256' },
      { value: 'SHA3-384', name: 'SHA3-384' },
      { value: 'SHA3-512', name: 'SHA3-512' },
    ],
    default: 'SHA256',
    displayOptions: hashing,
  }),
  binaryData: field.boolean({
    displayName: 'Of a file',
    description: 'Of a file of the item instead of a text',
    default: false,
    displayOptions: reading,
  }),
  binaryPropertyName: field.text({
    displayName: 'File field',
    default: 'data',
    displayOptions: { show: { ...reading.show, binaryData: [true] } },
  }),
  value: field.text({
    displayName: 'Value',
    default: '',
    displayOptions: { show: { ...reading.show, binaryData: [false] } },
  }),
  secret: field.text({
    displayName: 'Key',
    description:
      'Read it from a named secret, {{ $secrets.NAME }}: everybody who may see the pattern can read what is typed here',
    displayOptions: { show: { action: ['hmac'] } },
  }),
  algorithm: field.options({
    displayName: 'Algorithm',
    options: [
      { value: 'RSA-SHA256', name: 'RSA-SHA256' },
      { value: 'RSA-SHA384', name: 'RSA-SHA384' },
      { value: 'RSA-SHA512', name: 'RSA-SHA512' },
      { value: 'RSA-SHA1', name: 'RSA-SHA1 (not safe)' },
    ],
    default: 'RSA-SHA256',
    displayOptions: signing,
  }),
  privateKey: field.multiline({
    displayName: 'Private key',
    description:
      'A PEM text, read from a named secret, {{ $secrets.NAME }}: everybody who may see the pattern can read what is typed here',
    displayOptions: signing,
  }),
  encoding: field.options({
    displayName: 'Encoding',
    options: [
      { value: 'hex', name: 'HEX' },
      { value: 'base64', name: 'BASE64' },
      { value: 'base64url', name: 'BASE64URL' },
    ],
    default: 'hex',
    displayOptions: reading,
  }),
  generateType: field.options({
    displayName: 'Kind',
    options: [
      { value: 'uuid', name: 'UUID' },
      { value: 'hex', name: 'HEX' },
      { value: 'base64', name: 'BASE64' },
      { value: 'ascii', name: 'ASCII' },
    ],
    default: 'uuid',
    displayOptions: generating,
  }),
  stringLength: field.number({
    displayName: 'Length',
    description: 'Characters',
    default: 32,
    min: 1,
    max: 65_536,
    integer: true,
    displayOptions: { show: { ...generating.show, generateType: ['hex', 'base64', 'ascii'] } },
  }),
  dataPropertyName: field.text({ displayName: 'Into the field', default: 'data' }),
};

/** Keys belong into named secrets; what an expression reads from one is redacted wherever it would be shown. */
export const crypto = defineNode({
  type: 'crypto',
  version: 1,
  displayName: 'Crypto',
  description: 'Hashes and signs texts and files, and makes random texts',
  icon: icons.crypto,
  group: 'transform',
  subtitle: '{{action}} {{type}}',
  parameters,
  inputs: [mainPin],
  outputs: [mainPin],
  itemwise: true,
  async execute({ items, allParameters, files }) {
    const results: Item[] = [];
    for (const [index, given] of allParameters().entries()) {
      const item = items[index] ?? { json: {} };
      if (given.dataPropertyName === '')
        throw wrong('dataPropertyName', 'is empty; name the field for the result');
      results.push({
        json: withPath(item.json, given.dataPropertyName, await resultOf(given, item, files)),
        ...(item.binary ? { binary: item.binary } : {}),
        pairedItem: { item: index },
      });
    }
    return results;
  },
});

type Given = Parameters<typeof parameters>;

async function resultOf(given: Given, item: Item, files: FileStore): Promise<string> {
  const content = () => contentOf(given, item, files);
  switch (given.action) {
    case 'hash':
      return (await fed(createHash(given.type), content())).digest(given.encoding);
    case 'hmac':
      // With an empty key anybody could make the same hash.
      if (!given.secret) throw wrong('secret', 'is empty; an HMAC needs a key');
      return (await fed(createHmac(given.type, given.secret), content())).digest(given.encoding);
    case 'sign':
      return signature(await fed(createSign(given.algorithm), content()), given);
    case 'generate':
      return generate(given.generateType, given.stringLength);
  }
}

type Pieces = Iterable<string> | AsyncIterable<Uint8Array>;

/** A file comes piece by piece, so its size costs no memory. */
function contentOf({ binaryData, binaryPropertyName, value }: Given, item: Item, files: FileStore): Pieces {
  return binaryData ? files.read(fileOf(item, binaryPropertyName, 'binaryPropertyName')) : [value];
}

async function fed<S extends { update(piece: string | Uint8Array): unknown }>(
  sink: S,
  pieces: Pieces,
): Promise<S> {
  for await (const piece of pieces) sink.update(piece);
  return sink;
}

function signature(signer: Sign, { privateKey = '', encoding }: Given): string {
  try {
    return signer.sign(privateKey, encoding);
  } catch {
    // What the library says may quote the key.
    throw wrong('privateKey', 'is not a private key for this algorithm, as a PEM text without a passphrase');
  }
}
