/** The bytes of a text as hex, in both cases. */
export function hexForms(text: string): string[] {
  const hex = Buffer.from(text, 'utf8').toString('hex');
  return [hex, hex.toUpperCase()];
}

/**
 * What base64 and base64url make of a text, wherever it stands in what is encoded. Three bytes become four
 * characters, so there are three ways in which it can fall; of each we take the characters that depend on
 * nothing before or behind it.
 */
export function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8');
  const forms = [0, 1, 2].map((before) => interior(bytes, before));
  // Mail and PEM break what stands alone into lines of these lengths.
  const lines = [64, 76].flatMap((width) => linesOf(bytes.toString('base64'), width));
  return [...forms, ...lines].flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

const shortestLine = 16;

function interior(bytes: Buffer, before: number): string {
  const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
  const firstOwn = Math.ceil((before * 8) / 6);
  const lastOwn = Math.floor(((before + bytes.length) * 8) / 6);
  return encoded.slice(firstOwn, lastOwn);
}

function linesOf(encoded: string, width: number): string[] {
  if (encoded.length <= width) return [];
  const lines = Array.from({ length: Math.ceil(encoded.length / width) }, (_, index) =>
    encoded.slice(index * width, (index + 1) * width),
  );
  return lines.map((line) => line.replace(/=+$/, '')).filter((line) => line.length >= shortestLine);
}
