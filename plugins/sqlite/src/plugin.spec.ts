import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { testPlugin } from '@patchbay/plugin-testing';
import sqlite from './index.js';

const directory = mkdtempSync(join(tmpdir(), 'patchbay-sqlite-'));
after(() => rmSync(directory, { recursive: true }));

testPlugin(sqlite, {
  entry: new URL('./index.js', import.meta.url),
  connectors: {
    sqlite: { working: () => ({ path: 'shop.db', createIfMissing: true }), allowedDirectories: [directory] },
  },
});
