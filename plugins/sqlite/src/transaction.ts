import type { Handle } from './driver.js';

export async function transaction<T>(handle: Handle, work: () => Promise<T>): Promise<T> {
  // Takes the write lock at once: a later upgrade could fail halfway without waiting.
  await handle.exec('BEGIN IMMEDIATE');
  try {
    const result = await work();
    await handle.exec('COMMIT');
    return result;
  } catch (error) {
    // An error such as a full disk has rolled back already; then this fails and nothing is left to do.
    await handle.exec('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
