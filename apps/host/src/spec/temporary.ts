import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanUp } from './clean-up.js';

/** A directory of its own for one spec, gone when the spec is over. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'patchbay-spec-'));
  cleanUp(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
