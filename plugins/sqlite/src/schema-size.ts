import type { FileHandle } from 'node:fs/promises';
import { PatchbayError } from '@patchbay/plugin-sdk';

/** The engine takes half a second for so many tables, twenty for five times as many, and cannot be stopped meanwhile. */
const mostObjects = 20_000;
const mostBytes = 16 * 1024 * 1024;

/**
 * Counts what the schema declares, by the pages of its tree alone. Whatever is not as it should be, the engine says.
 * @throws PatchbayError `connect-protocol` when it is more than the engine reads in time
 */
export async function checkSchemaSize(file: FileHandle): Promise<void> {
  const header = await bytesAt(file, 0, headerBytes);
  if (header.length < headerBytes || header.toString('latin1', 0, magic.length) !== magic) return;
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const total = { objects: 0, bytes: 0 };
  const waiting = [1];
  // A tree that leads back to itself ends at the limit, too: each of its pages counts as an object.
  for (let page = waiting.pop(); page !== undefined; page = waiting.pop()) {
    const content = await bytesAt(file, (page - 1) * pageSize, pageSize);
    const { children, objects, bytes } = readPage(content, page === 1 ? headerBytes : 0);
    waiting.push(...children);
    total.objects += objects + 1;
    total.bytes += bytes;
    if (total.objects > mostObjects || total.bytes > mostBytes) throw tooLarge();
  }
}

const magic = 'SQLite format 3\0';
const headerBytes = 100;
const interior = 5;
const leaf = 13;

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function readPage(page: Buffer, start: number): { children: number[]; objects: number; bytes: number } {
  const type = page[start];
  const nothing = { children: [], objects: 0, bytes: 0 };
  if ((type !== interior && type !== leaf) || page.length < start + 12) return nothing;
  const cells = cellsOf(page, start + (type === interior ? 12 : 8), page.readUInt16BE(start + 3));
  if (type === leaf) {
    const bytes = cells.reduce((sum, at) => sum + varintAt(page, at), 0);
    return { children: [], objects: cells.length, bytes };
  }
  const children = [...cells.map((at) => page.readUInt32BE(at)), page.readUInt32BE(start + 8)];
  return { children: children.filter((child) => child > 1), objects: 0, bytes: 0 };
}

/** Offsets of the cells; those that point beyond the page are left out. */
function cellsOf(page: Buffer, at: number, count: number): number[] {
  const known = Math.max(0, Math.min(count, Math.floor((page.length - at) / 2)));
  return Array.from({ length: known }, (_, index) => page.readUInt16BE(at + index * 2)).filter(
    (offset) => offset + 9 <= page.length,
  );
}

/** Seven bits a byte, the highest first; the ninth byte gives all of its bits. */
function varintAt(page: Buffer, at: number): number {
  let value = 0;
  for (let index = 0; index < 9; index++) {
    const byte = page[at + index] ?? 0;
    if (index === 8) return value * 256 + byte;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) break;
  }
  return value;
}

function tooLarge(): PatchbayError {
  return new PatchbayError(
    'connect-protocol',
    'The file declares more tables, views and indexes than can be read in time (20,000, or 16 MB of declarations).',
  );
}
