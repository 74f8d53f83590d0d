/** What the host answers to the guest, as JSON: `{ value }` or `{ error }`. Arguments travel as JSON too. */
export type HostCall = (kind: string, argumentsText: string) => string;

/** The functions that the host calls in the sandbox. */
export interface Guest {
  /** Compiles the sources of a program; the answer is empty, or JSON of a GuestFailure. */
  define: (id: number, sourcesText: string) => string;
  /** Evaluates a program over items until the slice is over; JSON of GuestRows or a GuestFailure. */
  run: (id: number, itemsText: string, first: number, step: number, sliceMs: number) => string;
  /** Where the evaluation was, after it was interrupted: JSON of a GuestPlace. */
  where: () => string;
  addLuxon: (luxon: unknown) => void;
  addJmespath: (jmespath: unknown) => void;
}

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

/** What the parts of the guest share: the item at hand, and what was looked up for the step at hand. */
export interface GuestState extends GuestPlace {
  json: unknown;
  step: number;
  found: Record<string, unknown>;
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
