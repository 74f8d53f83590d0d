import { Transform } from 'node:stream';
import type { Redactor } from '@patchbay/redaction';

/** Removes secrets from bytes on their way. One character per byte leaves all others as they are. */
export function redacting(redactor: Redactor): Transform {
  const stream = redactor.createStream();
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, Buffer.from(stream.push(chunk.toString('latin1')), 'latin1'));
    },
    flush(done) {
      done(null, Buffer.from(stream.flush(), 'latin1'));
    },
  });
}
