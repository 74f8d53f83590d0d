import { field } from '@patchbay/plugin-sdk';

const shared = { show: { keyType: ['passphrase'] } } as const;
const pair = { show: { keyType: ['pemKey'] } } as const;
const named = (values: readonly string[]) => values.map((value) => ({ value, name: value }));

export const fields = {
  keyType: field.options({
    displayName: 'Key',
    options: [
      { value: 'passphrase', name: 'A secret', description: 'Who checks a token could also have made it' },
      {
        value: 'pemKey',
        name: 'A pair of keys',
        description: 'The private one signs, the public one checks',
      },
    ],
    default: 'passphrase',
  }),
  secret: field.secret({
    displayName: 'Secret',
    description:
      'At random and as long as the digest, 32 characters or more: else it can be guessed from one token',
    required: true,
    displayOptions: shared,
  }),
  algorithm: field.options({
    displayName: 'Algorithm',
    options: named(['HS256', 'HS384', 'HS512']),
    default: 'HS256',
    displayOptions: shared,
  }),
  publicKey: field.pem({
    displayName: 'Public key',
    description: 'PEM text (SPKI); needed to check what callers show',
    displayOptions: pair,
  }),
  privateKey: field.secret({
    displayName: 'Private key',
    description: 'PEM text (PKCS#8); needed to sign answers',
    multiline: true,
    format: 'pem-private-key',
    displayOptions: pair,
  }),
  keyAlgorithm: field.options({
    displayName: 'Algorithm',
    options: named([
      'RS256',
      'RS384',
      'RS512',
      'PS256',
      'PS384',
      'PS512',
      'ES256',
      'ES384',
      'ES512',
      'EdDSA',
    ]),
    default: 'RS256',
    displayOptions: pair,
  }),
};
