import { PatchbayError } from '@patchbay/plugin-sdk';

const unicode = ['utf-8', 'utf-16le', 'utf-16be'] as const;
const others = [
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'iso-8859-1',
  'iso-8859-2',
  'iso-8859-3',
  'iso-8859-4',
  'iso-8859-5',
  'iso-8859-6',
  'iso-8859-7',
  'iso-8859-8',
  'iso-8859-9',
  'iso-8859-10',
  'iso-8859-13',
  'iso-8859-14',
  'iso-8859-15',
  'iso-8859-16',
  'koi8-r',
  'koi8-u',
  'cp437',
  'cp850',
  'cp866',
  'macintosh',
  'shift_jis',
  'euc-jp',
  'gbk',
  'gb18030',
  'big5',
  'euc-kr',
  'us-ascii',
] as const;

export type Encoding = (typeof unicode)[number] | (typeof others)[number];

export const encodingOptions = [...unicode, ...others].map((value) => ({ value, name: value.toUpperCase() }));

/** `auto` is UTF-8, or UTF-16 where a byte order mark says so. */
export type ReadableEncoding = Encoding | 'auto';

/**
 * The text of bytes that come in pieces, opened when the first is asked for: a file that is never read would stay open.
 * Throws `step-failed` for bytes that the encoding does not have.
 */
export async function* decoded(
  open: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  encoding: ReadableEncoding,
): AsyncGenerator<string> {
  let decode: Decode | undefined;
  let used: Encoding = 'utf-8';
  for await (const piece of open()) {
    used = decode ? used : named(encoding, piece);
    decode ??= await decoderOf(used);
    yield decode(piece, used);
  }
  if (decode) yield decode(undefined, used);
}

/** Turns a text into bytes. Throws `step-failed` for characters that the encoding does not have. */
export async function encoderOf(encoding: Encoding): Promise<(text: string) => Buffer> {
  if (encoding === 'utf-8') return (text) => Buffer.from(text);
  const { default: iconv } = await import('iconv-lite');
  return (text) => {
    const bytes = iconv.encode(text, encoding);
    // It writes "?" for them, and nobody would see what was lost before somebody else reads the file.
    if (iconv.decode(bytes, encoding, { stripBOM: false }) === text) return bytes;
    throw new PatchbayError('step-failed', `A text has characters that ${encoding} does not have.`);
  };
}

/** With bytes, the text so far; without, what is left at the end. */
type Decode = (bytes: Uint8Array | undefined, encoding: Encoding) => string;

function named(encoding: ReadableEncoding, [first, second]: Uint8Array): Encoding {
  if (encoding !== 'auto') return encoding;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

async function decoderOf(encoding: Encoding): Promise<Decode> {
  if (unicode.some((name) => name === encoding)) return strict(new TextDecoder(encoding, { fatal: true }));
  // The platform's own decoder reads windows-1252 as if it were Latin-1 in some versions of Node.
  const decoder = (await import('iconv-lite')).default.getDecoder(encoding);
  return (bytes) => {
    const text = bytes ? decoder.write(Buffer.from(bytes)) : (decoder.end() ?? '');
    if (text.includes('\ufffd')) throw undecodable(encoding);
    return text;
  };
}

function strict(decoder: InstanceType<typeof TextDecoder>): Decode {
  return (bytes, encoding) => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw undecodable(encoding);
    }
  };
}

/** Silently replaced, what is no text would go on as if it were. */
function undecodable(encoding: Encoding): PatchbayError {
  return new PatchbayError(
    'step-failed',
    `The file has bytes that are no ${encoding.toUpperCase()}. Choose the encoding that it was written with.`,
  );
}
