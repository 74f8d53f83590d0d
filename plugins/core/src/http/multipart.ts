import { randomUUID } from 'node:crypto';
import { type ByteSource, PatchbayError } from '@patchbay/plugin-sdk';

/** A field of a form: a text, or a file that is read while it is sent. */
export interface Part {
  name: string;
  value: string | (ByteSource & { fileName: string });
}

/** The parts as `multipart/form-data` (RFC 7578), written as WHATWG's forms are. */
export function multipart(parts: readonly Part[]): ByteSource {
  const boundary = `----patchbay-${randomUUID()}`;
  const heads = parts.map((part) => Buffer.from(headOf(part, boundary)));
  const end = Buffer.from(`--${boundary}--\r\n`);
  const sizes = parts.map(({ value }) => (typeof value === 'string' ? Buffer.byteLength(value) : value.size));
  return {
    mimeType: `multipart/form-data; boundary=${boundary}`,
    size: [...heads.map(({ length }) => length + 2), ...sizes, end.length].reduce((sum, each) => sum + each),
    async *read() {
      for (const [at, { value }] of parts.entries()) {
        yield heads[at] ?? end;
        if (typeof value === 'string') yield Buffer.from(value);
        else yield* value.read();
        yield lineEnd;
      }
      yield end;
    },
  };
}

const lineEnd = Buffer.from('\r\n');

function headOf({ name, value }: Part, boundary: string): string {
  const disposition = `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"`;
  if (typeof value === 'string') return `${disposition}\r\n\r\n`;
  const mimeType = value.mimeType ?? 'application/octet-stream';
  // A line break would end the header and let a file's type add fields of its own to the form.
  if (/\p{Cc}/u.test(mimeType))
    throw new PatchbayError('parameter-invalid', 'The type of a file holds control characters.');
  return `${disposition}; filename="${escaped(value.fileName)}"\r\nContent-Type: ${mimeType}\r\n\r\n`;
}

/** A quote would end the name, and a line break the header: either lets data add fields to the form. */
function escaped(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
