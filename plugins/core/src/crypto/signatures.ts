import {
  constants,
  createPrivateKey,
  createPublicKey,
  createSign,
  createVerify,
  type KeyObject,
  sign as signAll,
  verify as verifyAll,
} from 'node:crypto';
import { wrong } from '../values/lists.js';
import { fed, type Pieces } from './content.js';
import type { Algorithm, Given } from './parameters.js';

type Keyed = Pick<Given, 'algorithm' | 'signatureFormat'>;

/** @throws PatchbayError `parameter-invalid` for a key of another kind than the algorithm's */
export async function signed(given: Keyed & Pick<Given, 'privateKey'>, pieces: Pieces): Promise<Buffer> {
  const key = keyOf(given, 'privateKey', () => createPrivateKey(given.privateKey ?? ''));
  const { digest } = kinds[given.algorithm];
  if (digest === undefined) return signAll(null, await whole(pieces), key);
  const signer = await fed(createSign(digest), pieces);
  try {
    return signer.sign({ key, ...settings(given) });
  } catch {
    throw wrong('privateKey', 'is too short for this algorithm');
  }
}

/** Whether it is the signature of the content; what is no signature at all is none of it. */
export async function isSigned(
  given: Keyed & Pick<Given, 'publicKey'>,
  pieces: Pieces,
  signature: Buffer,
): Promise<boolean> {
  const key = keyOf(given, 'publicKey', () => createPublicKey(given.publicKey ?? ''));
  const { digest } = kinds[given.algorithm];
  if (digest === undefined) return verifyAll(null, await whole(pieces), key, signature);
  return (await fed(createVerify(digest), pieces)).verify({ key, ...settings(given) }, signature);
}

interface Kind {
  /** Of the key. */
  type: string;
  /** Undefined for one that reads the whole content. */
  digest?: string;
  isPss?: true;
}

const kinds: Readonly<Record<Algorithm, Kind>> = {
  'RSA-SHA1': { type: 'rsa', digest: 'SHA1' },
  'RSA-SHA256': { type: 'rsa', digest: 'SHA256' },
  'RSA-SHA384': { type: 'rsa', digest: 'SHA384' },
  'RSA-SHA512': { type: 'rsa', digest: 'SHA512' },
  'RSA-PSS-SHA256': { type: 'rsa', digest: 'SHA256', isPss: true },
  'RSA-PSS-SHA384': { type: 'rsa', digest: 'SHA384', isPss: true },
  'RSA-PSS-SHA512': { type: 'rsa', digest: 'SHA512', isPss: true },
  'ECDSA-SHA256': { type: 'ec', digest: 'SHA256' },
  'ECDSA-SHA384': { type: 'ec', digest: 'SHA384' },
  'ECDSA-SHA512': { type: 'ec', digest: 'SHA512' },
  Ed25519: { type: 'ed25519' },
};

function settings({ algorithm, signatureFormat }: Keyed) {
  const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = constants;
  if (kinds[algorithm].isPss === true) return { padding, saltLength };
  return kinds[algorithm].type === 'ec' ? { dsaEncoding: signatureFormat } : {};
}

function keyOf(
  { algorithm }: Keyed,
  parameter: 'privateKey' | 'publicKey',
  read: () => KeyObject,
): KeyObject {
  const { type, isPss } = kinds[algorithm];
  const isRight = (found: string | undefined) => found === type || (isPss === true && found === 'rsa-pss');
  try {
    const key = read();
    if (isRight(key.asymmetricKeyType)) return key;
  } catch {
    // What the library says may quote the key.
  }
  const side = parameter === 'privateKey' ? 'private' : 'public';
  throw wrong(parameter, `is not a ${side} key for this algorithm, as a PEM text without a passphrase`);
}

/** What is signed as a whole is held as a whole. */
const mostBytes = 64 * 1024 * 1024;

async function whole(pieces: Pieces): Promise<Buffer> {
  const all: Buffer[] = [];
  let size = 0;
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece);
    size += bytes.length;
    if (size > mostBytes) throw wrong('algorithm', 'signs 64 MiB at most; choose one with SHA for this file');
    all.push(bytes);
  }
  return Buffer.concat(all);
}
