import { Readable } from 'node:stream';
import { isByteSource, type MailAttachment, PatchbayError } from '@patchbay/plugin-sdk';

/** The attachments of one mail as nodemailer takes them. */
export interface Attached {
  parts: { filename: string; contentType: string; content: Buffer | Readable; cid?: string }[];
  /** Whether some are read while they are sent, so that they cannot be sent twice. */
  isRead: boolean;
  /** Why one of them could not be read to its end. */
  failure(): Error | undefined;
  close(): void;
}

/** Throws `parameter-invalid` for what is neither bytes nor a source of them. */
export function attachmentsOf(given: readonly MailAttachment[]): Attached {
  let failure: Error | undefined;
  const parts = given.map(({ fileName, mimeType, content, contentId }) => {
    // Nodemailer takes a path or an address for the content as well.
    if (!(content instanceof Uint8Array) && !isByteSource(content))
      throw new PatchbayError('parameter-invalid', 'The content of an attachment must be bytes.');
    if (/\p{Cc}/u.test(`${fileName}${mimeType}${contentId}`))
      throw new PatchbayError(
        'parameter-invalid',
        'The name of an attachment must not hold control characters.',
      );
    const noted = (error: Error) => (failure ??= error);
    return {
      filename: fileName,
      contentType: mimeType,
      content: isByteSource(content)
        ? Readable.from(noting(content.read(), noted), { objectMode: false })
        : Buffer.from(content),
      ...(contentId === undefined ? {} : { cid: contentId }),
    };
  });
  const read = parts.flatMap(({ content }) => (content instanceof Readable ? [content] : []));
  return {
    parts,
    isRead: read.length > 0,
    failure: () => failure,
    close: () => read.forEach((stream) => stream.destroy()),
  };
}

export function sizeOf({ content }: MailAttachment): number {
  return isByteSource(content) ? content.size : content.length;
}

/** Nodemailer writes codes of its own onto an error that it meets, so it gets another one. */
async function* noting(
  bytes: AsyncIterable<Uint8Array>,
  note: (error: Error) => void,
): AsyncIterable<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    note(error as Error);
    throw new Error('An attachment could not be read.');
  }
}
