import { createHash, createHmac } from 'node:crypto';
import {
  defineNode,
  field,
  type Item,
  type JsonObject,
  mainPin,
  type Parameters,
} from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { generate } from '../items/generate.js';
import { wrong } from '../values/lists.js';
import { withPath } from '../values/paths.js';

const hashing = { show: { action: ['hash', 'hmac'] } } as const;
const generating = { show: { action: ['generate'] } } as const;

const parameters = {
  action: field.options({
    displayName: 'Action',
    options: [
      { value: 'hash', name: 'Hash' },
      { value: 'hmac', name: 'HMAC', description: 'A hash that only who has the key can make' },
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
  value: field.text({ displayName: 'Value', default: '', displayOptions: hashing }),
  secret: field.text({
    displayName: 'Key',
    description: 'Let an expression give it: everybody who may see the pattern can read what is typed here',
    displayOptions: { show: { action: ['hmac'] } },
  }),
  encoding: field.options({
    displayName: 'Encoding',
    options: [
      { value: 'hex', name: 'HEX' },
      { value: 'base64', name: 'BASE64' },
      { value: 'base64url', name: 'BASE64URL' },
    ],
    default: 'hex',
    displayOptions: hashing,
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

/** Without encryption and signatures: their keys are secrets, and no secret belongs into a parameter. */
export const crypto = defineNode({
  type: 'crypto',
  version: 1,
  displayName: 'Crypto',
  description: 'Hashes texts and makes random ones',
  icon: icons.crypto,
  group: 'transform',
  subtitle: '{{action}} {{type}}',
  parameters,
  inputs: [mainPin],
  outputs: [mainPin],
  itemwise: true,
  execute({ items, allParameters }) {
    return allParameters().map((given, index): Item => {
      const { json, binary }: Item = items[index] ?? { json: {} };
      return {
        json: withResult(json, given),
        ...(binary ? { binary } : {}),
        pairedItem: { item: index },
      };
    });
  },
});

type Given = Parameters<typeof parameters>;

function withResult(json: JsonObject, given: Given): JsonObject {
  if (given.dataPropertyName === '')
    throw wrong('dataPropertyName', 'is empty; name the field for the result');
  return withPath(json, given.dataPropertyName, resultOf(given));
}

function resultOf(given: Given): string {
  switch (given.action) {
    case 'hash':
      return createHash(given.type).update(given.value).digest(given.encoding);
    case 'hmac':
      // With an empty key anybody could make the same hash.
      if (!given.secret) throw wrong('secret', 'is empty; an HMAC needs a key');
      return createHmac(given.type, given.secret).update(given.value).digest(given.encoding);
    case 'generate':
      return generate(given.generateType, given.stringLength);
  }
}
