import { problems, type ProblemCode } from './problems.js';

/** One wrong field: `pointer` is an RFC 6901 JSON pointer into the request body. */
export interface FieldProblem {
  pointer: string;
  detail: string;
}

export interface PatchbayErrorOptions {
  /** What happened, why, and what to do; never a secret's value. */
  detail?: string;
  errors?: readonly FieldProblem[];
  /** Further members of the problem document, for instance the dependents of a connection. */
  extra?: Readonly<Record<string, unknown>>;
  cause?: unknown;
}

/** Problem document as in RFC 9457. `requestId` is added by whoever answers the request. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail?: string;
  requestId?: string;
  errors?: readonly FieldProblem[];
  [extra: string]: unknown;
}

/** The one error class of Patchbay. The cause stays in the process; `toProblem` never shows it. */
export class PatchbayError extends Error {
  override readonly name = 'PatchbayError';
  readonly code: ProblemCode;
  readonly status: number;
  readonly detail: string | undefined;
  readonly errors: readonly FieldProblem[] | undefined;
  readonly extra: Readonly<Record<string, unknown>> | undefined;

  constructor(code: ProblemCode, options: PatchbayErrorOptions | string = {}) {
    const given = typeof options === 'string' ? { detail: options } : options;
    const { status, title } = problems[code];
    super(given.detail ?? title, given.cause === undefined ? undefined : { cause: given.cause });
    this.code = code;
    this.status = status;
    this.detail = given.detail;
    this.errors = given.errors;
    this.extra = given.extra;
  }

  toProblem(requestId?: string): Problem {
    const { status, title } = problems[this.code];
    return {
      ...this.extra,
      type: `https://patchbay.dev/problems/${this.code}`,
      title,
      status,
      code: this.code,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      ...(this.errors === undefined ? {} : { errors: this.errors }),
      ...(requestId === undefined ? {} : { requestId }),
    };
  }
}

/** Works across copies of this package, where `instanceof` does not. */
export function isPatchbayError(value: unknown): value is PatchbayError {
  return (
    value instanceof Error &&
    value.name === 'PatchbayError' &&
    Object.hasOwn(problems, String((value as { code?: unknown }).code))
  );
}

/** Rebuilds an error from what crossed a process border; an unknown code becomes `internal`. */
export function errorFromProblem(problem: {
  code: string;
  detail?: string | undefined;
  errors?: readonly FieldProblem[] | undefined;
}): PatchbayError {
  const code = Object.hasOwn(problems, problem.code) ? (problem.code as ProblemCode) : 'internal';
  return new PatchbayError(code, {
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
  });
}
