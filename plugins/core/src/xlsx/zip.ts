import { constants, crc32, deflateRawSync } from 'node:zlib';

/**
 * A ZIP archive of these texts, piece by piece: of a text that comes in pieces no more than one is in memory. `kind` is
 * that of OpenDocument, which stands unpacked before all else, so that whoever looks at the first bytes knows it.
 */
export function* zip(
  files: Readonly<Record<string, string | Iterable<string>>>,
  kind?: string,
): Generator<Buffer> {
  const directory: Buffer[] = [];
  let offset = 0;
  if (kind !== undefined) {
    const entry = stored('mimetype', kind);
    directory.push(entry.listed);
    offset = entry.bytes.length;
    yield entry.bytes;
  }
  for (const [path, content] of Object.entries(files)) {
    const name = Buffer.from(path);
    const start = offset;
    const head = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), factsOf(name, nothing), name]);
    yield head;
    const sums = { ...nothing };
    for (const piece of deflated(typeof content === 'string' ? [content] : content, sums)) yield piece;
    yield Buffer.concat([Buffer.from('PK\x07\x08', 'latin1'), sumsOf(sums)]);
    offset += head.length + sums.packed + 16;
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(start, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), factsOf(name, sums), tail, name);
  }
  yield* directory;
  yield endOf(Object.keys(files).length + (kind === undefined ? 0 : 1), directory, offset);
}

function stored(name: string, text: string): { bytes: Buffer; listed: Buffer } {
  const [path, content] = [Buffer.from(name), Buffer.from(text)];
  const facts = factsOf(path, { crc: crc32(content), packed: content.length, size: content.length });
  // Neither sums behind the content nor any packing.
  facts.writeUInt16LE(0, 2);
  facts.writeUInt16LE(0, 4);
  return {
    bytes: Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, path, content]),
    listed: Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, Buffer.alloc(14), path]),
  };
}

interface Sums {
  crc: number;
  /** bytes */
  packed: number;
  size: number;
}

const nothing: Sums = { crc: 0, packed: 0, size: 0 };

/** Each piece is deflated for itself and ends at a whole byte; an empty last one ends them all. */
function* deflated(content: Iterable<string>, sums: Sums): Generator<Buffer> {
  for (const text of content) {
    const bytes = Buffer.from(text);
    sums.crc = crc32(bytes, sums.crc);
    sums.size += bytes.length;
    yield* counted(deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }), sums);
  }
  yield* counted(deflateRawSync(''), sums);
}

function* counted(packed: Buffer, sums: Sums): Generator<Buffer> {
  sums.packed += packed.length;
  yield packed;
}

function factsOf(name: Buffer, sums: Sums): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  // Sums and sizes stand behind the content, since they are not known before.
  facts.writeUInt16LE(8, 2);
  facts.writeUInt16LE(8, 4);
  // 1980-01-01, so that the same rows give the same file.
  facts.writeUInt16LE(33, 8);
  sumsOf(sums).copy(facts, 10);
  facts.writeUInt16LE(name.length, 22);
  return facts;
}

function sumsOf({ crc, packed, size }: Sums): Buffer {
  const bytes = Buffer.alloc(12);
  [crc, packed, size].forEach((value, index) => bytes.writeUInt32LE(value, index * 4));
  return bytes;
}

function endOf(count: number, directory: readonly Buffer[], offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return end;
}
