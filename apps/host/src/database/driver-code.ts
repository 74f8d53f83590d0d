/** What the driver of the database calls an error that TypeORM passes on: an SQLSTATE, or a name of SQLite's. */
export function driverCodeOf(error: unknown): string | undefined {
  const { driverError } = (error ?? {}) as { driverError?: { code?: unknown } | null };
  return typeof driverError?.code === 'string' ? driverError.code : undefined;
}
