/** The part of PDF.js that is used; `unpdf` brings it without its types. */
export interface PdfLibrary {
  version: string;
  getDocument(options: PdfOptions): { promise: Promise<PdfDocument> };
}

interface PdfOptions {
  data: Uint8Array;
  password: string;
  isEvalSupported: false;
  disableFontFace: true;
  useSystemFonts: false;
  useWorkerFetch: false;
  useWasm: false;
  isOffscreenCanvasSupported: false;
  /** 0: nothing is logged. */
  verbosity: 0;
}

interface PdfDocument {
  numPages: number;
  getPage(number: number): Promise<PdfPage>;
  getMetadata(): Promise<{ info: object; metadata: Iterable<[string, unknown]> | null }>;
}

interface PdfPage {
  getTextContent(): Promise<{ items: readonly PdfText[] }>;
  cleanup(): void;
}

export interface PdfText {
  /** Absent from what only marks a place. */
  str?: string;
  hasEOL?: boolean;
}

export async function loadPdfLibrary(): Promise<PdfLibrary> {
  const library: unknown = await import('unpdf');
  return (library as { getResolvedPDFJS: () => Promise<PdfLibrary> }).getResolvedPDFJS();
}
