import { driverCodeOf } from './driver-code.js';

const gaveUp = ['55P03', '40P01'];

/** Whether PostgreSQL gave up waiting for a lock, or ended a deadlock. The log reports it as the cause of its own error. */
export function isLockTimeout(error: unknown): boolean {
  if (gaveUp.includes(driverCodeOf(error) ?? '')) return true;
  const { cause } = (error ?? {}) as { cause?: unknown };
  return cause !== undefined && isLockTimeout(cause);
}
