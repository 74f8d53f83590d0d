/** Bytes that are read while they are sent, such as those of a file. They can be read again, after a redirect for instance. */
export interface ByteSource {
  /** How many there are; reading fails when it gives more or fewer. */
  readonly size: number;
  /** `application/octet-stream` when absent. */
  readonly mimeType?: string;
  read(): AsyncIterable<Uint8Array>;
}

/** Data has no functions, so nothing that a pattern's data says is one. */
export function isByteSource(value: unknown): value is ByteSource {
  return typeof value === 'object' && value !== null && 'read' in value && typeof value.read === 'function';
}
