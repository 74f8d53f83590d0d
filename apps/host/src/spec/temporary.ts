import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/** A directory of its own for one spec, gone when the spec is over. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'patchbay-spec-'));
  after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
