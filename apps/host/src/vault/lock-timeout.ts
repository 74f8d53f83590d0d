/** Whether PostgreSQL gave up waiting for a lock, or ended a deadlock. The log reports it as the cause of its own error. */
export function isLockTimeout(error: unknown): boolean {
  const { driverError, cause } = (error ?? {}) as { driverError?: { code?: unknown }; cause?: unknown };
  if (driverError?.code === '55P03' || driverError?.code === '40P01') return true;
  return cause !== undefined && isLockTimeout(cause);
}
