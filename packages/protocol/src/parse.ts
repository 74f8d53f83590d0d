import { isUtf8 } from 'node:buffer';
import { invalid } from './invalid.js';
import { maxDepth } from './limits.js';

/** Reads one frame's JSON. Throws `message-invalid`. */
export function parseFrame(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw invalid('A frame is not UTF-8.');
  // A frame shorter than this cannot nest too deeply, and most are.
  if (bytes.length > 2 * maxDepth) refuseDeep(bytes);
  const text = bytes.toString('utf8');
  const value = parse(text);
  if (mayNamePrototype.test(text)) removePrototypes(value);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's own words quote the text.
    throw invalid('A frame is not JSON.');
  }
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [...Buffer.from('"\\{}[]')];

/** Whoever stores or prints such a value recurses, and a stack overflow in the host would cost every run. */
function refuseDeep(bytes: Buffer): void {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (inString) {
      if (byte === backslash) index += 1;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if (byte === openBrace || byte === openBracket) depth += 1;
    else if (byte === closeBrace || byte === closeBracket) depth -= 1;
    if (depth > maxDepth) throw invalid(`A message nests deeper than ${maxDepth} levels.`);
  }
}

/** The name itself, or escapes that may spell it. */
const mayNamePrototype = /__proto__|\\u00/i;

/**
 * JSON.parse makes `__proto__` an ordinary member; the first careless merge turns it into the prototype. The
 * member is dropped, not the message: a table may have a column of that name.
 */
function removePrototypes(root: unknown): void {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
    for (const member of Object.values(value) as unknown[]) open.push(member);
  }
}
