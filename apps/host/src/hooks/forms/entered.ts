/** What stands in the fields, and what is wrong with it, by the names of the fields. */
export interface Entered {
  values: ReadonlyMap<string, readonly string[]>;
  errors: ReadonlyMap<string, string>;
  /** What is wrong with all of it. */
  problem?: string;
}
