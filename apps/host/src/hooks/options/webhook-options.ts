import type { PatternNode } from '@patchbay/contracts';
import type { CallGuard, FinalAnswer } from '@patchbay/protocol';

/** What a webhook trigger asks for beyond its address; read when its pattern is put live, and never for a request. */
export interface WebhookOptions {
  guard?: CallGuard;
  /** Origins whose pages may read answers; `*` for all. */
  origins?: string[];
  /** The body becomes a file as it came. */
  rawBody?: true;
  /** The name of the file that a body becomes. */
  binaryField?: string;
  /** Of an answer at the end. */
  answer?: FinalAnswer;
  /** Of an answer at once. */
  receipt?: Receipt;
}

export interface Receipt {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

export type Parameters = NonNullable<PatternNode['parameters']>;
