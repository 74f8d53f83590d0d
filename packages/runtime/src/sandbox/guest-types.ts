/** What the host answers to the guest, as JSON: `{ value }` or `{ error }`. Arguments travel as JSON too. */
export type HostCall = (kind: string, argumentsText: string) => string;

/** The functions that the host calls in the sandbox. */
export interface Guest {
  /** Compiles a ProgramText and runs nothing of it; the answer is empty, or JSON of a GuestFailure. */
  compile: (programText: string) => string;
  /** Takes JSON of a Beginning, where no RowsRequest brings it; the answer is empty. */
  begin: (beginningText: string) => string;
  /**
   * Evaluates the program, given JSON of a RowsRequest, until the slice is over. The answer is JSON of the values of
   * all columns, item by item, with null for what is nothing; or of a GuestFailure.
   */
  run: (requestText: string) => string;
  /** Where the evaluation was, after it was interrupted: JSON of a GuestPlace. */
  where: () => string;
  /** Starts code, given as JSON of a CodeRequest; what became of it tells `outcome` when all promises are settled. */
  code: (requestText: string) => string;
  /** JSON of a GuestOutcome. */
  outcome: () => string;
  addLuxon: (luxon: unknown) => void;
  addJmespath: (jmespath: unknown) => void;
}

/** The expressions of a node, as they are compiled. */
export interface ProgramText {
  readonly sources: readonly string[];
  /** None of them can loop, assign anything or name what is not an expression's own. */
  readonly isHarmless: boolean;
}

/** What stays the same during a visit. */
export interface Beginning {
  facts: Record<string, unknown>;
  /** Four numbers of 32 bits for `Math.random`. */
  seed: number[];
}

export interface RowsRequest {
  items: unknown[] | GuestTable;
  /** How many items of the step came before. */
  first: number;
  sliceMs: number;
  /** Comes with the first request of a visit. */
  beginning?: Beginning;
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

/** Items of which each has the same members: their values item by item, in the order of `keys`. */
export interface GuestTable {
  keys: readonly string[];
  values: unknown[];
}

export interface GuestProgram {
  /** Puts the values of all columns for an item behind each other, the first one at `place`. */
  evaluate: (json: unknown, item: number, values: unknown[], place: number) => void;
  /** How many columns. */
  length: number;
  isHarmless: boolean;
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
