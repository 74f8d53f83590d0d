/** What SQLite refused, by its own code. */
export class QueryFailed extends Error {
  constructor(
    readonly resultCode: number,
    message: string,
  ) {
    super(message);
  }
}
