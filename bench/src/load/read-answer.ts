const endOfHead = Buffer.from('\r\n\r\n');

/** The HTTP answer at the start of `bytes`, undefined while something of it is missing. Chunked ones are not read. */
export function readAnswer(bytes: Buffer): { status: number; body: Buffer } | undefined {
  const headEnd = bytes.indexOf(endOfHead);
  if (headEnd < 0) return undefined;
  const head = bytes.toString('latin1', 0, headEnd);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new TypeError(`The answer does not say how long it is: ${head}`);
  const bodyStart = headEnd + endOfHead.length;
  const bodyEnd = bodyStart + Number(length);
  if (bytes.length < bodyEnd) return undefined;
  return { status: Number(head.slice(9, 12)), body: bytes.subarray(bodyStart, bodyEnd) };
}
