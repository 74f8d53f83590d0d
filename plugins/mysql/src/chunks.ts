/** Rows per statement at most. */
const maxRows = 1_000;
/** The protocol counts placeholders with 16 bits. */
const maxValues = 65_535;
/** Far below the smallest default of max_allowed_packet, 4 MiB. */
const maxBytes = 1_048_576;

/** Rows of bound values in portions that one statement can take; a row that is too large by itself goes alone. */
export function* chunksOf(rows: readonly unknown[][], limit = maxRows): Generator<unknown[][]> {
  const size = Math.max(1, Math.min(limit, Math.floor(maxValues / Math.max(1, rows[0]?.length ?? 1))));
  let chunk: unknown[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const length = row.reduce((sum: number, value) => sum + lengthOf(value), 0);
    if (chunk.length > 0 && (chunk.length === size || bytes + length > maxBytes)) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(row);
    bytes += length;
  }
  if (chunk.length > 0) yield chunk;
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  return Buffer.isBuffer(value) ? value.length : 9;
}
