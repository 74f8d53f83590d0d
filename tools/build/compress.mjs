import { readFileSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { filesBelow } from '../files.mjs';

const texts = new Set(['.css', '.html', '.js', '.json', '.svg']);
/** Below this a network sends one packet in any case. */
const leastBytes = 1024;

/**
 * Puts a compressed copy in both encodings beside every file of text, once and as small as it gets: the host then sends files and
 * compresses nothing. Browsers ask for Brotli over TLS alone.
 */
export function compressBelow(folder) {
  for (const path of filesBelow(folder)) {
    const content = texts.has(extname(path)) ? readFileSync(path) : '';
    if (content.length < leastBytes) continue;
    writeFileSync(`${path}.br`, brotliCompressSync(content));
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  }
}
