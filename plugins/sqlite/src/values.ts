import type { JsonValue } from '@patchbay/plugin-sdk';
import type { Bindable, Stored } from './driver.js';

/** Booleans become 1 and 0, as SQLite has none; objects and lists JSON text; whole numbers INTEGER, not REAL. */
export function toBindable(value: JsonValue | undefined): Bindable {
  switch (typeof value) {
    case 'boolean':
      return value ? 1n : 0n;
    case 'number':
      return Number.isSafeInteger(value) ? BigInt(value) : value;
    case 'string':
      return value;
    default:
      return value === null || value === undefined ? null : JSON.stringify(value);
  }
}

/** Integers beyond 2^53 and what JSON cannot hold become text; blobs base64. */
export function toJson(value: Stored): JsonValue {
  switch (typeof value) {
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'string':
      return value;
    default:
      return value === null ? null : base64(value);
  }
}

function base64(bytes: Uint8Array | ArrayBuffer): string {
  const view = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('base64');
}
