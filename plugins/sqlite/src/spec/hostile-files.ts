import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadDriver } from '../driver.js';

export interface HostileFile {
  /** Completes the sentence "a file that …". */
  name: string;
  /** What a test of a connection to it may truthfully say. */
  outcomes: readonly string[];
  make(path: string): Promise<void> | void;
}

/** Stands in declarations, and must not reach people. */
export const marker = 'hostile-words-4711';

export const hostileFiles: readonly HostileFile[] = [
  { name: 'is a directory', outcomes: ['unreachable'], make: (path) => mkdirSync(path) },
  { name: 'is a pipe', outcomes: ['unreachable'], make: (path) => pipe(path) },
  {
    name: 'is a link to a device',
    outcomes: ['refusedByPolicy'],
    make: (path) => symlinkSync('/dev/zero', path),
  },
  {
    name: 'has a pipe for a journal',
    outcomes: ['unreachable'],
    make: (path) => honest(path).then(() => pipe(`${path}-journal`)),
  },
  {
    name: 'has a link out of the directory for a log',
    outcomes: ['unreachable'],
    make: (path) => honest(path).then(() => symlinkSync('/dev/zero', `${path}-wal`)),
  },
  {
    name: 'has a journal that names another file to be deleted',
    outcomes: ['protocol'],
    make: (path) =>
      honest(path).then(() => writeFileSync(`${path}-journal`, journalNaming(bystanderOf(path)))),
  },
  {
    name: 'has a log of garbage',
    outcomes: ['ok', 'protocol'],
    make: (path) =>
      sql(path, 'PRAGMA journal_mode = WAL; CREATE TABLE t (x)').then(() =>
        writeFileSync(`${path}-wal`, garbage()),
      ),
  },
  { name: 'is garbage behind its header', outcomes: ['protocol'], make: (path) => patched(path, scramble) },
  {
    name: 'is cut off',
    outcomes: ['protocol'],
    make: (path) => honest(path).then(() => truncateSync(path, 1_000)),
  },
  {
    name: 'claims four billion pages',
    outcomes: ['protocol'],
    make: (path) => patched(path, (bytes) => bytes.writeUInt32BE(0xffff_ffff, 28)),
  },
  {
    name: 'claims a page size of zero',
    outcomes: ['protocol'],
    make: (path) => patched(path, (bytes) => bytes.writeUInt16BE(0, 16)),
  },
  {
    name: 'has a tree that leads back to itself',
    outcomes: ['protocol'],
    make: (path) => patched(path, loop),
  },
  {
    name: 'declares nonsense',
    outcomes: ['protocol'],
    make: (path) => declaring(path, `'CREATE TABLE ${marker} (('`),
  },
  {
    name: 'declares a table with a hundred megabytes of comment',
    outcomes: ['protocol'],
    make: (path) => declaring(path, `'CREATE TABLE u1 (x /*' || hex(zeroblob(50000000)) || '*/)'`),
  },
  {
    name: 'declares a hundred thousand tables',
    outcomes: ['protocol'],
    make: (path) => declaring(path, manyTables, 100_000),
  },
  {
    name: 'has views that never end and triggers that read files',
    outcomes: ['ok'],
    make: (path) =>
      sql(
        path,
        `CREATE TABLE t (x); CREATE VIEW v AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c)
           SELECT count(*) AS n FROM c;
         CREATE VIEW w AS SELECT * FROM w; CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT readfile('/etc/passwd'); END`,
      ),
  },
];

/** What a planted journal names; it must still be there afterwards. */
export function bystanderOf(path: string): string {
  return join(dirname(path), 'bystander.db');
}

const manyTables = `'CREATE TABLE u' || i || ' (x)'`;

/** A database whose declarations lie in its log, where nobody counts them before the engine does. */
export async function plantedLog(path: string, tables: number): Promise<void> {
  const made = `${path}.made`;
  await sql(made, 'PRAGMA journal_mode = WAL');
  const Driver = await loadDriver();
  const handle = new Driver(made, { timeout: 0 });
  await handle.exec('PRAGMA wal_autocheckpoint = 0');
  await handle.exec(declarations(manyTables, tables));
  // Closing would move the log into the file.
  for (const ending of ['', '-wal']) copyFileSync(made + ending, path + ending);
  handle.close();
}

async function sql(path: string, statements: string): Promise<void> {
  const Driver = await loadDriver();
  const handle = new Driver(path, { timeout: 0 });
  await handle.exec(statements);
  handle.close();
}

const honest = (path: string): Promise<void> => sql(path, 'CREATE TABLE t (x); INSERT INTO t VALUES (1)');
const pipe = (path: string): void => void execFileSync('mkfifo', [path]);
const garbage = (): Buffer => Buffer.from(Array.from({ length: 65_536 }, (_, at) => (at * 167 + 13) % 256));

async function patched(path: string, change: (bytes: Buffer) => void): Promise<void> {
  await honest(path);
  const bytes = readFileSync(path);
  change(bytes);
  writeFileSync(path, bytes);
}

function scramble(bytes: Buffer): void {
  garbage().copy(bytes, 100);
}

/** The first page becomes one whose only child is itself. */
function loop(bytes: Buffer): void {
  bytes.fill(0, 100, 4_096);
  bytes.writeUInt8(5, 100);
  bytes.writeUInt16BE(1, 103);
  bytes.writeUInt16BE(4_000, 105);
  bytes.writeUInt32BE(1, 108);
  bytes.writeUInt16BE(4_000, 112);
  bytes.writeUInt32BE(1, 4_000);
}

function declaring(path: string, declaration: string, count = 1): Promise<void> {
  return sql(path, declarations(declaration, count));
}

function declarations(declaration: string, count: number): string {
  return `CREATE TABLE t (x); PRAGMA writable_schema = ON;
    WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ${count})
    INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql)
    SELECT 'table', 'u' || i, 'u' || i, 2, ${declaration} FROM c`;
}

/** A journal that is to be rolled back, of a transaction whose own journal is the named file. */
function journalNaming(name: string): Buffer {
  const magic = Buffer.from('d9d505f920a163d7', 'hex');
  const header = Buffer.alloc(512);
  magic.copy(header);
  [0, 0, 2, 512, 4_096].forEach((value, index) => header.writeUInt32BE(value, 8 + index * 4));
  const text = Buffer.from(name);
  const tail = Buffer.alloc(4 + text.length + 8);
  tail.writeUInt32BE(0x4000_0000 / 4_096 + 1, 0);
  text.copy(tail, 4);
  tail.writeUInt32BE(text.length, 4 + text.length);
  tail.writeUInt32BE(
    text.reduce((sum, byte) => sum + byte, 0),
    8 + text.length,
  );
  return Buffer.concat([header, tail, magic]);
}
