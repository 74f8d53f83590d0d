import type { RunFileDescription } from '@patchbay/contracts';

/**
 * A file may be a page or a drawing with a script, made of what a stranger sent: it is saved, never shown, and if it is
 * shown all the same, then without scripts and as of no origin.
 */
export function downloadHeaders({
  mimeType,
  fileName = 'file',
  size,
}: RunFileDescription): Record<string, string> {
  const plain = fileName.replaceAll(/[^\w .()-]/gu, '_');
  return {
    'content-type': /^[\w.+-]+\/[\w.+-]+$/u.test(mimeType) ? mimeType : 'application/octet-stream',
    'content-length': String(size),
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encoded(fileName)}`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  };
}

/** As RFC 8187 has it. Through bytes, as a lone half of a character cannot be encoded. */
function encoded(name: string): string {
  return encodeURIComponent(Buffer.from(name).toString()).replaceAll(
    /['()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
}
