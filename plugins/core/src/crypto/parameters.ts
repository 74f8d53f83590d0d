import { field, type Parameters } from '@patchbay/plugin-sdk';

const show = <const T extends string>(...action: T[]) => ({ show: { action } });
const reading = show('hash', 'hmac', 'sign', 'verify');
const fromFile = { show: { ...reading.show, binaryData: [true] } };
const ciphering = show('encrypt', 'decrypt');
const symmetric = { show: { ...ciphering.show, mode: ['symmetric'] } };
const asymmetric = (action: string) => ({ show: { action: [action], mode: ['asymmetric'] } });
const generating = show('generate');

const secretHint =
  'Read it from a named secret, {{ $secrets.NAME }}: everybody who may see the pattern can read what is typed here';
const pemHint = `A PEM text without a passphrase. ${secretHint}`;

export const algorithms = [
  'RSA-SHA256',
  'RSA-SHA384',
  'RSA-SHA512',
  'RSA-SHA1',
  'RSA-PSS-SHA256',
  'RSA-PSS-SHA384',
  'RSA-PSS-SHA512',
  'ECDSA-SHA256',
  'ECDSA-SHA384',
  'ECDSA-SHA512',
  'Ed25519',
] as const;

export type Algorithm = (typeof algorithms)[number];

export const cryptoParameters = {
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
      { value: 'verify', name: 'Check a signature', description: 'Gives true or false' },
      { value: 'encrypt', name: 'Encrypt a text' },
      { value: 'decrypt', name: 'Decrypt a text' },
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
    displayOptions: show('hash', 'hmac'),
  }),
  mode: field.options({
    displayName: 'With',
    options: [
      {
        value: 'symmetric',
        name: 'One key (AES-256-GCM)',
        description: 'Who has it can encrypt and decrypt; a text that was changed is noticed',
      },
      {
        value: 'asymmetric',
        name: 'A pair of keys (RSA-OAEP)',
        description: 'The public one encrypts short texts, which only the private one decrypts',
      },
    ],
    default: 'symmetric',
    displayOptions: ciphering,
  }),
  binaryData: field.boolean({
    displayName: 'Of a file',
    description: 'Of a file of the item instead of a text',
    default: false,
    displayOptions: reading,
  }),
  binaryPropertyName: field.text({ displayName: 'File field', default: 'data', displayOptions: fromFile }),
  value: field.text({
    displayName: 'Value',
    default: '',
    displayOptions: { show: { ...reading.show, binaryData: [false] } },
  }),
  text: field.text({ displayName: 'Text', default: '', displayOptions: ciphering }),
  secret: field.text({ displayName: 'Key', description: secretHint, displayOptions: show('hmac') }),
  keyKind: field.options({
    displayName: 'The key is',
    options: [
      { value: 'passphrase', name: 'A passphrase', description: 'From which scrypt makes the key' },
      { value: 'hex', name: '32 bytes in HEX' },
      { value: 'base64', name: '32 bytes in BASE64' },
    ],
    default: 'passphrase',
    displayOptions: symmetric,
  }),
  encryptionKey: field.text({ displayName: 'Key', description: secretHint, displayOptions: symmetric }),
  algorithm: field.options({
    displayName: 'Algorithm',
    options: algorithms.map((value) => ({
      value,
      name: value === 'RSA-SHA1' ? 'RSA-SHA1 (not safe)' : value,
    })),
    default: 'RSA-SHA256',
    displayOptions: show('sign', 'verify'),
  }),
  signatureFormat: field.options({
    displayName: 'Format of the signature',
    options: [
      { value: 'der', name: 'DER', description: 'As OpenSSL writes it' },
      { value: 'ieee-p1363', name: 'Both numbers, one after the other', description: 'As in JWT' },
    ],
    default: 'der',
    displayOptions: {
      show: {
        ...show('sign', 'verify').show,
        algorithm: algorithms.filter((name) => name.startsWith('ECDSA')),
      },
    },
  }),
  privateKey: field.multiline({
    displayName: 'Private key',
    description: pemHint,
    displayOptions: show('sign'),
  }),
  decryptionKey: field.multiline({
    displayName: 'Private key',
    description: pemHint,
    displayOptions: asymmetric('decrypt'),
  }),
  publicKey: field.multiline({
    displayName: 'Public key',
    description: 'A PEM text',
    displayOptions: show('verify'),
  }),
  recipientKey: field.multiline({
    displayName: 'Public key',
    description: 'A PEM text',
    displayOptions: asymmetric('encrypt'),
  }),
  signature: field.text({ displayName: 'Signature', default: '', displayOptions: show('verify') }),
  encoding: field.options({
    displayName: 'Encoding',
    options: [
      { value: 'hex', name: 'HEX' },
      { value: 'base64', name: 'BASE64' },
      { value: 'base64url', name: 'BASE64URL' },
    ],
    default: 'hex',
    displayOptions: { hide: { action: ['generate'] } },
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

export type Given = Parameters<typeof cryptoParameters>;
