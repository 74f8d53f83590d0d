/**
 * Where a sealed value lives. A blob opens only with exactly the binding it was sealed with, so one that was
 * moved to another row, column, project or version is refused. Ids only: a rename needs no new seal.
 */
export interface Binding {
  /** Id of this installation. */
  instance: string;
  project: string;
  table: string;
  /** Id of the row. */
  record: string;
  column: string;
  /** Empty for what belongs to no connector, for instance a named secret. */
  connectorType: string;
  /** Version of the record, a whole number from 0. */
  version: number;
}

/** What the additional data is for; data and wrapped key can never stand in for one another. */
export const purposes = { data: 1, key: 2 } as const;

/**
 * The additional data of one binding: header, purpose, then each part behind its length in bytes, so that
 * `ab` + `c` never reads like `a` + `bc`.
 * @throws TypeError when a part is missing: a mistake of the caller, never of stored data
 */
export function additionalData(header: Uint8Array, purpose: number, binding: Binding): Buffer {
  const parts = textParts(binding);
  const most = parts.reduce((sum, text) => sum + lengthBytes + text.length * mostBytesPerUnit, 0);
  const aad = Buffer.allocUnsafe(header.length + 1 + most + lengthBytes + versionBytes);
  aad.set(header);
  let end = aad.writeUInt8(purpose, header.length);
  for (const text of parts) end = writePart(aad, end, text);
  return aad.subarray(0, writeVersion(aad, end, binding.version));
}

const lengthBytes = 4;
const versionBytes = 8;
const mostBytesPerUnit = 3;
const twoTo32 = 2 ** 32;

function textParts(binding: Binding): string[] {
  const { instance, project, table, record, column, connectorType } = binding;
  const parts = [instance, project, table, record, column, connectorType];
  parts.forEach((text, index) => {
    if (typeof text !== 'string' || (text === '' && index < 5)) {
      throw new TypeError(`The binding lacks its ${partNames[index]}`);
    }
    // UTF-8 turns every lone surrogate into the same replacement character: two ids would become one.
    if (loneSurrogate.test(text))
      throw new TypeError(`The binding's ${partNames[index]} is not valid Unicode`);
  });
  return parts;
}

const partNames = ['instance', 'project', 'table', 'record', 'column', 'connectorType'];
const loneSurrogate = /\p{Surrogate}/u;

function writePart(aad: Buffer, at: number, text: string): number {
  const length = aad.write(text, at + lengthBytes, 'utf8');
  aad.writeUInt32BE(length, at);
  return at + lengthBytes + length;
}

function writeVersion(aad: Buffer, at: number, version: number): number {
  if (!Number.isSafeInteger(version) || version < 0) throw new TypeError('The binding lacks its version');
  const start = aad.writeUInt32BE(versionBytes, at);
  aad.writeUInt32BE(Math.floor(version / twoTo32), start);
  return aad.writeUInt32BE(version % twoTo32, start + 4);
}
