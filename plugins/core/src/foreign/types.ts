import type { JsonObject, JsonValue } from '@patchbay/plugin-sdk';

/** What other people's libraries do with a file, in a thread of its own. */
export interface ForeignJobs {
  pdf: { job: PdfJob; result: PdfContent };
  xls: { job: XlsJob; result: JsonValue[][] };
  makeXls: { job: XlsMaking; result: Uint8Array };
}

export interface PdfJob {
  bytes: Uint8Array;
  password: string;
  /** All of them when 0. */
  maxPages: number;
}

export interface PdfContent {
  pages: string[];
  pageCount: number;
  info: JsonObject;
  metadata: JsonObject;
  /** Of the library. */
  version: string;
}

export interface XlsJob {
  bytes: Uint8Array;
  sheetName: string;
  rawDates: boolean;
  asString: boolean;
}

export interface XlsMaking {
  rows: (JsonValue | undefined)[][];
  sheetName: string;
}

export type JobKind = keyof ForeignJobs;

/** What a file is that cannot be read, told apart from what is wrong with the library. */
export type ForeignOutcome<Kind extends JobKind = JobKind> =
  { result: ForeignJobs[Kind]['result'] } | { wrong: { parameter: string; why: string } };

/** A parameter that does not fit the file. */
export class WrongParameter extends Error {
  readonly parameter: string;

  constructor(parameter: string, why: string) {
    super(why);
    this.parameter = parameter;
  }
}
