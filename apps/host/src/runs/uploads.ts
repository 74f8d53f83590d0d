import { randomUUID } from 'node:crypto';
import type { RunItem } from '@patchbay/contracts';
import type { Upload } from '../runners/runner-pool.js';
import type { LaunchUpload } from './launch.js';

/** The items, the first of them with references to the files that came along. */
export function withUploads(
  runId: string,
  items: readonly RunItem[],
  uploads: readonly LaunchUpload[],
): { items: RunItem[]; files: Upload[] } {
  const [first, ...others] = items;
  if (!first || uploads.length === 0) return { items: [...items], files: [] };
  const files = uploads.map(({ key: _, bytes, ...file }) => ({
    ...file,
    content: bytes,
    id: `${runId}.${randomUUID()}`,
  }));
  // Defined, not assigned: the names of form fields are the sender's, and `__proto__` may be one.
  const binary = Object.fromEntries(
    files.map(({ content, ...facts }, index) => [
      uploads[index]?.key ?? '',
      { ...facts, size: content.length },
    ]),
  );
  return { items: [{ ...first, binary }, ...others], files };
}
