import { createHash, createHmac } from 'node:crypto';
import { defineNode, type FileStore, type Item, type JsonValue, mainPin } from '@patchbay/plugin-sdk';
import { contentOf, fed } from '../crypto/content.js';
import { Encryption } from '../crypto/encryption.js';
import { cryptoParameters, type Given } from '../crypto/parameters.js';
import { isSigned, signed } from '../crypto/signatures.js';
import { icons } from '../icons.js';
import { generate } from '../items/generate.js';
import { wrong } from '../values/lists.js';
import { withPath } from '../values/paths.js';

/** Keys belong into named secrets; what an expression reads from one is redacted wherever it would be shown. */
export const crypto = defineNode({
  type: 'crypto',
  version: 1,
  displayName: 'Crypto',
  description: 'Hashes, signs and encrypts, and makes random texts',
  icon: icons.crypto,
  group: 'transform',
  subtitle: '{{action}} {{type}}',
  parameters: cryptoParameters,
  inputs: [mainPin],
  outputs: [mainPin],
  itemwise: true,
  async execute({ items, allParameters, files }) {
    const encryption = new Encryption();
    const results: Item[] = [];
    for (const [index, given] of allParameters().entries()) {
      const item = items[index] ?? { json: {} };
      if (given.dataPropertyName === '')
        throw wrong('dataPropertyName', 'is empty; name the field for the result');
      results.push({
        json: withPath(item.json, given.dataPropertyName, await resultOf(given, item, files, encryption)),
        ...(item.binary ? { binary: item.binary } : {}),
        pairedItem: { item: index },
      });
    }
    return results;
  },
});

async function resultOf(
  given: Given,
  item: Item,
  files: FileStore,
  encryption: Encryption,
): Promise<JsonValue> {
  const { encoding } = given;
  const content = () => contentOf(given, item, files);
  switch (given.action) {
    case 'hash':
      return (await fed(createHash(given.type), content())).digest(encoding);
    case 'hmac':
      // With an empty key anybody could make the same hash.
      if (!given.secret) throw wrong('secret', 'is empty; an HMAC needs a key');
      return (await fed(createHmac(given.type, given.secret), content())).digest(encoding);
    case 'sign':
      return (await signed(given, content())).toString(encoding);
    case 'verify':
      return isSigned(given, content(), Buffer.from(given.signature, encoding));
    case 'encrypt':
      return (await encryption.encrypt(given)).toString(encoding);
    case 'decrypt':
      return encryption.decrypt(given);
    case 'generate':
      return generate(given.generateType, given.stringLength);
  }
}
