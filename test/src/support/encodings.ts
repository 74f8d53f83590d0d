/** The nine forms in which a secret has been found in logs and answers of comparable products. */
export function encodingsOf(secret: string): Record<string, string> {
  const bytes = Buffer.from(secret, 'utf8');
  return {
    raw: secret,
    json: JSON.stringify(secret).slice(1, -1),
    url: encodeURIComponent(secret),
    base64: inner(bytes, 0),
    'base64 after one byte': inner(bytes, 1),
    'base64 after two bytes': inner(bytes, 2),
    base64url: bytes.toString('base64url'),
    hex: bytes.toString('hex'),
    'upper-case hex': bytes.toString('hex').toUpperCase(),
  };
}

/** The characters of the base64 text that do not depend on what stands before and after the secret. */
function inner(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const start = offset === 0 ? 0 : offset + 1;
  const complete = Math.floor(((bytes.length + offset) * 8) / 6);
  return text.slice(start, complete);
}

export interface Hit {
  secret: string;
  encoding: string;
  where: string;
}

/** Every place in which any form of any secret stands. */
export function search(
  places: Iterable<{ where: string; bytes: Buffer }>,
  secrets: ReadonlyMap<string, string>,
): Hit[] {
  const needles = [...secrets].flatMap(([name, value]) =>
    Object.entries(encodingsOf(value)).map(([encoding, text]) => ({
      secret: name,
      encoding,
      bytes: Buffer.from(text),
    })),
  );
  const hits: Hit[] = [];
  for (const { where, bytes } of places) {
    for (const needle of needles) {
      if (bytes.includes(needle.bytes))
        hits.push({ secret: needle.secret, encoding: needle.encoding, where });
    }
  }
  return hits;
}
