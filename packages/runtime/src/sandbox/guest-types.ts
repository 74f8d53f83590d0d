/** What the host answers to the guest, as JSON: `{ value }` or `{ error }`. Arguments travel as JSON too. */
export type HostCall = (kind: string, argumentsText: string) => string;

/** The functions that the host calls in the sandbox. */
export interface Guest {
  /** Compiles a program and runs nothing of it; the answer is empty, or JSON of a GuestFailure. */
  compile: (sourcesText: string) => string;
  /** Takes the facts of the run; the answer is empty. */
  begin: (beginningText: string) => string;
  /** Evaluates the program over items until the slice is over; JSON of GuestRows or a GuestFailure. */
  run: (itemsText: string, first: number, sliceMs: number) => string;
  /** Where the evaluation was, after it was interrupted: JSON of a GuestPlace. */
  where: () => string;
  /** Starts code, given as JSON of a CodeRequest; what became of it tells `outcome` when all promises are settled. */
  code: (requestText: string) => string;
  /** JSON of a GuestOutcome. */
  outcome: () => string;
  addLuxon: (luxon: unknown) => void;
  addJmespath: (jmespath: unknown) => void;
}

/** What stays the same during a visit. */
export interface Beginning {
  facts: Record<string, unknown>;
  /** Four numbers of 32 bits for `Math.random`. */
  seed: number[];
}

export interface CodeRequest {
  code: string;
  mode: CodeMode;
  items: unknown[];
}
export type CodeMode = 'runOnceForAllItems' | 'runOnceForEachItem';

/** What the code gave, one value or one per item, or how it failed. */
export type GuestOutcome =
  { result: unknown } | { results: unknown[] } | { failure: string; stack: string; item: number };

export interface GuestPlace {
  column: number;
  item: number;
}
export interface GuestFailure extends GuestPlace {
  failure: string;
}
export interface GuestRows {
  rows: unknown[][];
  /** Positions of values that are undefined, as row × columns + column. */
  gaps: number[];
}

/** What the parts of the guest share: the facts, the item at hand, and what was looked up. */
export interface GuestState extends GuestPlace {
  facts: Record<string, unknown>;
  json: unknown;
  found: Record<string, unknown>;
  /** Takes four numbers of 32 bits. */
  reseed: (seed: number[]) => void;
  /** Luxon's, when it is there. */
  luxonSettings?: Record<string, unknown>;
}

export interface GuestItem {
  json: unknown;
  binary?: unknown;
}

/** The objects behind `$input`, `$('Node')` and `$node`. */
export interface LookUps {
  input: { all: () => GuestItem[] };
  all: (name: unknown, pin?: unknown, run?: unknown) => GuestItem[];
  lookBack: (name: string) => object;
  nodes: object;
}
