import type { JsonObject } from '@patchbay/plugin-sdk';
import { type PdfContent, type PdfJob, WrongParameter } from './types.js';
import { loadPdfLibrary, type PdfText } from './pdf-library.js';

/** Characters of all pages together: a few bytes can say a text over and over. */
const mostText = 50_000_000;

/** The texts of a PDF's pages. Nothing of it is drawn, executed or fetched. */
export async function readPdf({ bytes, password, maxPages }: PdfJob): Promise<PdfContent> {
  const library = await loadPdfLibrary();
  const task = library.getDocument({
    data: bytes,
    password,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    verbosity: 0,
  });
  const document = await task.promise.catch((error: unknown) => {
    throw refusalOf(error, password !== '');
  });
  const wanted = maxPages === 0 ? document.numPages : Math.min(maxPages, document.numPages);
  const pages: string[] = [];
  let left = mostText;
  for (let number = 1; number <= wanted; number += 1) {
    const page = await document.getPage(number);
    const text = textOf((await page.getTextContent()).items);
    page.cleanup();
    if ((left -= text.length) < 0)
      throw new WrongParameter(
        'inputField',
        `names a PDF with more than ${mostText} characters; limit its pages`,
      );
    pages.push(text);
  }
  const { info, metadata } = await document.getMetadata().catch(() => ({ info: {}, metadata: null }));
  return {
    pages,
    pageCount: document.numPages,
    info: plain(info),
    metadata: plain(metadata === null ? {} : Object.fromEntries(metadata)),
    version: library.version,
  };
}

function textOf(items: readonly PdfText[]): string {
  return items
    .map(({ str = '', hasEOL }) => (hasEOL ? `${str}\n` : str))
    .join('')
    .trim();
}

/** What has no JSON form is left out. */
function plain(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}

function refusalOf(error: unknown, hasPassword: boolean): Error {
  const name = error instanceof Error ? error.name : '';
  if (name !== 'PasswordException')
    return new WrongParameter('inputField', 'names a file that is no PDF that can be read');
  return new WrongParameter(
    'password',
    hasPassword ? 'does not open the PDF' : 'is empty, and the PDF needs one',
  );
}
